//! What holds the tasks of one answer together on their way through the queue.

use std::{
    collections::VecDeque,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::runtime::Handle;

use super::{Task, after::Hooks, queue::Queue};

/// A task whose turn it is as soon as there is a place.
pub(super) struct Job {
    pub(super) task: Task,
    pub(super) group: Arc<Group>,
}

/// What the tasks of one answer have in common. The last of a step that drops it begins the next
/// step; the last of all calls the hooks.
pub(super) struct Group {
    pub(super) queue: Arc<Queue>,
    pub(super) runtime: Handle,
    pub(super) path: Arc<str>,
    /// Never locked: tasks are not `Sync`, and only the last to drop this takes them.
    pub(super) rest: Mutex<Rest>,
}

/// What comes after a step.
#[derive(Default)]
pub(super) struct Rest {
    pub(super) steps: VecDeque<Vec<Task>>,
    pub(super) hooks: Hooks,
}

impl Drop for Group {
    fn drop(&mut self) {
        let rest = self.rest.get_mut();
        let rest = mem::take(rest.unwrap_or_else(PoisonError::into_inner));
        self.queue.step(&self.runtime, &self.path, rest);
    }
}
