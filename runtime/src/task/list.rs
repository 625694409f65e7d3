//! The tasks of one answer.

use std::collections::VecDeque;

use super::unit::Task;

/// What is to be done once an answer was sent: tasks in order, at once, or both.
///
/// A task that fails, panics or takes too long changes nothing for those after or beside it.
///
/// ```
/// use folio::{Task, Tasks};
///
/// let archive = Task::blocking(|| std::fs::write("archive", "…"));
/// let (index, notify) = (Task::new(async {}), Task::new(async {}));
///
/// // Both at once, and when both have ended, the third.
/// let tasks = Tasks::concurrently([index, notify]).then(archive);
/// assert_eq!(tasks.len(), 3);
/// ```
#[derive(Debug)]
#[must_use = "tasks run when they are given to an answer"]
pub struct Tasks {
    /// The tasks of a step run at once, the steps one after another.
    pub(super) steps: VecDeque<Vec<Task>>,
    on_errors: bool,
}

impl Tasks {
    /// One task.
    pub fn one(task: Task) -> Self {
        Tasks::concurrently([task])
    }

    /// Tasks of which each begins when the one before has ended.
    pub fn in_order(tasks: impl IntoIterator<Item = Task>) -> Self {
        Tasks {
            steps: tasks.into_iter().map(|task| vec![task]).collect(),
            on_errors: false,
        }
    }

    /// Tasks that run at once, as far as [`TaskLimits::concurrency`](crate::TaskLimits::concurrency)
    /// lets them.
    pub fn concurrently(tasks: impl IntoIterator<Item = Task>) -> Self {
        let step: Vec<Task> = tasks.into_iter().collect();
        Tasks {
            steps: Some(step)
                .filter(|step| !step.is_empty())
                .into_iter()
                .collect(),
            on_errors: false,
        }
    }

    /// Adds a task, or a list of them, that begins when all so far have ended.
    pub fn then(mut self, next: impl Into<Tasks>) -> Self {
        self.steps.extend(next.into().steps);
        self
    }

    /// Runs the tasks after an answer of a status from 400 on, too; otherwise they are left undone
    /// then.
    pub fn on_errors(mut self) -> Self {
        self.on_errors = true;
        self
    }

    /// Whether the tasks run after an answer of this status.
    pub(crate) fn run_on(&self, status: http::StatusCode) -> bool {
        self.on_errors || !(status.is_client_error() || status.is_server_error())
    }

    /// How many tasks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.iter().map(Vec::len).sum()
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl From<Task> for Tasks {
    fn from(task: Task) -> Self {
        Tasks::one(task)
    }
}
