//! What expansions of the attributes call. Not for users.

use std::marker::PhantomData;

use utoipa::ToSchema;

use crate::{
    openapi::Schemas,
    reply::{Raw, Textual},
};

/// Stops the build where an answer with a body can't have one.
#[track_caller]
pub const fn bodiless(body: bool, message: &'static str) {
    assert!(!body, "{}", message);
}

/// Stops the build at the second reader of the body.
#[track_caller]
#[must_use]
pub const fn one_body(before: u8, body: bool) -> u8 {
    assert!(
        before == 0 || !body,
        "two arguments read the body, which can be read once: take it in one of them"
    );
    before + body as u8
}

/// Stops the build at a reader of the body where requests have none.
#[track_caller]
#[must_use]
pub const fn no_body(before: u8, body: bool) -> u8 {
    assert!(
        !body,
        "a GET or HEAD request has no body to read: take `Query<T>` or `#[query]` values, or write `#[post]`"
    );
    before
}

/// Asks whether an answer is text.
pub const fn text<T: Textual<M>, M>() {}

/// Asks whether an answer is text or bytes.
pub const fn raw<T: Raw<M>, M>() {}

/// Runs a plain function where it may block.
///
/// # Panics
///
/// When the function does: the panic goes on in the caller.
pub async fn blocking<T: Send + 'static>(function: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(function).await {
        Ok(value) => value,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The pool is shut down: the runtime is going, and this request with it.
            Err(_) => std::future::pending().await,
        },
    }
}

/// Registers a type's schema if it has one; other types are passed over.
#[derive(Debug)]
pub struct MaybeSchema<T>(pub PhantomData<T>);

impl<T: ToSchema> MaybeSchema<T> {
    /// Registers it.
    pub fn add(&self, schemas: &mut Schemas) {
        schemas.add::<T>();
    }
}

/// Where method resolution ends for types without a schema.
pub trait NoSchema {
    /// Registers nothing.
    fn add(&self, _: &mut Schemas) {}
}

impl<T> NoSchema for &MaybeSchema<T> {}

/// The spec that an attribute fills in, at its place in the source.
#[doc(hidden)]
#[macro_export]
macro_rules! __spec {
    () => {
        $crate::Spec::at(::core::module_path!(), ::core::file!(), ::core::line!())
    };
}

/// Registers the schema of a type argument, if it has one.
#[doc(hidden)]
#[macro_export]
macro_rules! __schema {
    ($schemas:ident, $type:ty) => {{
        #[allow(unused_imports)]
        use $crate::__private::NoSchema as _;
        (&$crate::__private::MaybeSchema::<$type>(::core::marker::PhantomData)).add($schemas)
    }};
}
