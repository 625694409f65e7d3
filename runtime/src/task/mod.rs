//! Tasks: what an answer leaves to be done once it was sent.
//!
//! A [`Task`] is one thing to do and [`Tasks`] is a list of them; they travel in the answer's body
//! ([`After`]) until it has ended, and then wait and run in the app's [`Queue`].

mod after;
mod drain;
mod group;
mod limits;
mod list;
mod outcome;
mod queue;
mod service;
#[cfg(test)]
mod tests;
mod unit;
mod worker;

pub(crate) use self::{after::After, limits::TaskSettings, queue::Queue};
pub use self::{
    after::BodyEnd,
    limits::TaskLimits,
    list::Tasks,
    outcome::{TaskCounts, TaskFailure, TaskFailureKind, TaskReport},
    unit::{IntoTask, Task, TaskResult},
};

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use tokio::runtime::Handle;

use crate::body::Body;

impl Body {
    /// Runs one more task when the tasks of the answer have ended, made by how its body ended.
    pub(crate) fn finally(
        &mut self,
        queue: &Arc<Queue>,
        path: &str,
        task: impl FnOnce(BodyEnd) -> Task + Send + 'static,
    ) {
        let (queue, path) = (Arc::clone(queue), Arc::from(path));
        let runtime = Handle::try_current().ok();
        self.call_on_end(move |end| {
            queue.submit(
                Tasks::one(task(end)),
                path,
                runtime,
                after::Hooks::default(),
            );
        });
    }
}

/// Runs code of the user's that nothing depends on; a panic was printed by the panic hook.
fn contained(run: impl FnOnce()) {
    let _ = catch_unwind(AssertUnwindSafe(run));
}
