//! How an endpoint is called, written once for all of them.
//!
//! What reads, waits and answers is generic here, so that an expansion has no future of its own: rustc
//! would check each anew, which was most of what an attribute costs in `cargo check`.

use std::{
    future::{Future, ready},
    marker::PhantomData,
    sync::Arc,
};

use http::Response;

use crate::{
    __private::Argument,
    args::{Extract, NoState},
    body::Body,
    context::Context,
    controller::Controller,
    endpoint::Answer,
    pages::{Keys, Position},
    problem::Rejection,
    task::Tasks,
};

/// Answers with what the function gives.
pub fn answer<F: Future + Send + 'static>(
    mut cx: Context,
    running: F,
    respond: fn(F::Output, &mut Context) -> Response<Body>,
) -> Answer {
    Box::pin(async move { Ok(respond(running.await, &mut cx)) })
}

/// Reads the arguments `A`, then answers with what the function gives.
pub fn read<A: Arguments, F: Future + Send + 'static>(
    mut cx: Context,
    function: impl FnOnce(A::Types) -> F + Send + 'static,
    respond: fn(F::Output, &mut Context) -> Response<Body>,
) -> Answer {
    Box::pin(async move {
        let arguments = A::extract(&mut cx).await?;
        Ok(respond(function(arguments).await, &mut cx))
    })
}

/// Answers with why the values can't be read.
#[must_use]
pub fn refuse(mut cx: Context) -> Answer {
    Box::pin(ready(Err(cx.rejection())))
}

/// Runs a plain function where the request is served.
#[allow(
    clippy::unused_async,
    reason = "it waits where an `async` function would"
)]
pub async fn at_once<T>(function: impl FnOnce() -> T + Send) -> T {
    function()
}

/// A plain method over its controller.
///
/// Only here a [`Controller`] is known to be shared between threads: where the compiler says that one
/// can't be, it says so once, and not again of what every method would capture.
pub fn on<C: Controller, T>(
    this: Arc<C>,
    method: impl FnOnce(&C) -> T + Send + 'static,
) -> impl FnOnce() -> T + Send + 'static {
    move || method(&this)
}

/// Carries tasks beside the value of a function, to be done once the answer is sent.
pub async fn with_tasks<F: Future>(running: F, tasks: Tasks) -> (F::Output, Tasks) {
    (running.await, tasks)
}

/// The argument `INDEX` of an endpoint.
#[derive(Debug)]
pub struct Nth<E, const INDEX: usize>(PhantomData<E>);

/// Arguments that are read one after the other.
pub trait Arguments: 'static {
    /// What they are.
    type Types: Send;

    /// Reads them.
    fn extract(cx: &mut Context) -> impl Future<Output = Result<Self::Types, Rejection>> + Send;
}

impl<E: Argument<INDEX>, const INDEX: usize> Arguments for Nth<E, INDEX> {
    type Types = E::Type;

    async fn extract(cx: &mut Context) -> Result<E::Type, Rejection> {
        E::Type::extract(cx).await.map_err(Rejection::from)
    }
}

/// The part of a list that is asked for, of what a handler with `paginate` returns.
#[derive(Debug)]
pub struct Part;

impl Arguments for Part {
    type Types = Position<Keys>;

    async fn extract(cx: &mut Context) -> Result<Position<Keys>, Rejection> {
        Ok(Position::extract(cx).await?)
    }
}

/// The controller whose method an endpoint calls.
#[derive(Debug)]
pub struct This<C>(PhantomData<C>);

impl<C: Controller> Arguments for This<C> {
    type Types = Arc<C>;

    /// Finds it wherever the router of the controller made the route.
    async fn extract(cx: &mut Context) -> Result<Arc<C>, Rejection> {
        let state = cx.route().states.get::<C>();
        state.ok_or_else(|| NoState::of::<C>().into())
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        tuples!(@ [] $($name)*);
    };
    (@ [$($done:ident)*]) => {};
    (@ [$($done:ident)*] $next:ident $($rest:ident)*) => {
        impl<$($done: Arguments,)* $next: Arguments> Arguments for ($($done,)* $next,) {
            type Types = ($($done::Types,)* $next::Types,);

            async fn extract(cx: &mut Context) -> Result<Self::Types, Rejection> {
                Ok(($($done::extract(cx).await?,)* $next::extract(cx).await?,))
            }
        }
        tuples!(@ [$($done)* $next] $($rest)*);
    };
}

tuples! { A B C D E F G H }
