//! `State<T>`: what the app hands to its handlers.

use std::{ops::Deref, sync::Arc};

use super::Extract;
use crate::{
    context::Context,
    openapi::OperationDoc,
    problem::{Problem, ProblemDetails},
};

/// A value that was given to the app or to a router by `state`; the nearest one of its type.
///
/// A handler whose state is missing stops the app from being built. An extractor of your own that
/// takes a state says so in its `describe`, by `State::<T>::describe(doc)`, and is checked then, too.
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
    type Rejection = NoState;

    async fn extract(cx: &mut Context) -> Result<Self, NoState> {
        let state = cx.route().states.get::<T>();
        state.map(State).ok_or_else(NoState::of::<T>)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.needs::<T>();
    }
}

/// A state that nobody gave: only an extractor that did not describe what it takes comes this far.
#[derive(Debug)]
pub struct NoState(&'static str);

impl NoState {
    pub(crate) fn of<T>() -> Self {
        NoState(std::any::type_name::<T>())
    }
}

#[diagnostic::do_not_recommend]
impl Problem for NoState {
    fn problem(self) -> ProblemDetails {
        ProblemDetails::new(500).cause("no state of this type", &[&self.0])
    }

    fn describe(_: &mut OperationDoc<'_>) {}
}
