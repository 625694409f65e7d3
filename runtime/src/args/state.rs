//! `State<T>`: what the app hands to its handlers.

use std::{convert::Infallible, ops::Deref, sync::Arc};

use super::Extract;
use crate::{context::Context, openapi::OperationDoc};

/// A value that was given to the app or to a router by `state`; the nearest one of its type.
///
/// A handler whose state is missing stops the app from being built, so reading it never fails.
pub struct State<T>(Arc<T>);

impl<T> State<T> {
    /// A state of its own, for calling a handler directly.
    pub fn new(value: T) -> Self {
        State(Arc::new(value))
    }
}

impl<T> Deref for State<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        State(Arc::clone(&self.0))
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for State<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("State").field(&self.0).finish()
    }
}

impl<T: Send + Sync + 'static> Extract for State<T> {
    type Rejection = Infallible;

    async fn extract(cx: &mut Context) -> Result<Self, Infallible> {
        match cx.route().states.get::<T>() {
            Some(state) => Ok(State(state)),
            None => unreachable!("an app is not built while a handler's state is missing"),
        }
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.needs::<T>();
    }
}
