//! Endpoints: what an attribute makes of a function.

use std::{future::Future, pin::Pin};

use http::Response;

use crate::{body::Body, context::Context, problem::Rejection, spec::Spec};

/// The answer of an endpoint while it is made.
pub type Answer = Pin<Box<dyn Future<Output = Result<Response<Body>, Rejection>> + Send>>;

/// A function with an attribute such as `#[get]`.
///
/// The attribute leaves the function as it is and adds a struct of its name that implements this;
/// [`routes!`](crate::routes) names it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no endpoint",
    label = "not annotated",
    note = "write `#[get(\"/path\")]`, `#[post(\"/path\")]` … above the function"
)]
pub trait Endpoint: 'static {
    /// What its attribute states.
    const SPEC: &'static Spec;

    /// Reads its arguments, calls the function and makes the answer.
    fn call(cx: Context) -> Answer;
}

/// An endpoint ready to be put into a [`Router`](crate::Router).
#[derive(Debug, Clone, Copy)]
pub struct Mounted {
    pub(crate) spec: &'static Spec,
    pub(crate) call: fn(Context) -> Answer,
}

impl Mounted {
    /// The endpoint `E`.
    #[must_use]
    pub fn of<E: Endpoint>() -> Self {
        Mounted {
            spec: E::SPEC,
            call: E::call,
        }
    }
}

/// Collects endpoints by the paths of their functions: `routes![city, admin::purge]`.
#[macro_export]
macro_rules! routes {
    ($($endpoint:path),* $(,)?) => {
        [$($crate::__private::mounted(
            <$endpoint as $crate::Endpoint>::SPEC,
            <$endpoint as $crate::Endpoint>::call,
        )),*]
    };
}
