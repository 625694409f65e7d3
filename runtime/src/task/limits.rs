//! What an app lets its tasks take, and whom it tells of failures.

use std::{fmt, sync::Arc, time::Duration};

use super::TaskFailure;

/// What the tasks of an app may take.
///
/// ```
/// use std::time::Duration;
///
/// use folio::{App, TaskLimits};
///
/// let limits = TaskLimits::new().timeout(Duration::from_secs(5)).concurrency(8);
/// let app = App::new("Atlas", "1.0.0").task_limits(limits);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskLimits {
    pub(super) timeout: Duration,
    pub(super) queue: usize,
    pub(super) concurrency: usize,
}

impl TaskLimits {
    /// One minute for a task, 1024 tasks that run or wait, 64 that run.
    #[must_use]
    pub const fn new() -> Self {
        TaskLimits {
            timeout: Duration::from_mins(1),
            queue: 1024,
            concurrency: 64,
        }
    }

    /// How long a task may run that says nothing else ([`Task::timeout`](crate::Task::timeout));
    /// [`Duration::MAX`] is no limit.
    #[must_use]
    pub const fn timeout(mut self, time: Duration) -> Self {
        self.timeout = time;
        self
    }

    /// How many tasks may run or wait. An answer whose tasks would be more is sent as any other, and
    /// its tasks are refused, all of them.
    #[must_use]
    pub const fn queue(mut self, tasks: usize) -> Self {
        self.queue = tasks;
        self
    }

    /// How many tasks may run at once; at least one does. The others wait for their turn.
    #[must_use]
    pub const fn concurrency(mut self, tasks: usize) -> Self {
        self.concurrency = if tasks == 0 { 1 } else { tasks };
        self
    }
}

impl Default for TaskLimits {
    fn default() -> Self {
        TaskLimits::new()
    }
}

/// Called with every task that did not end well.
type FailureHook = Arc<dyn Fn(&TaskFailure) + Send + Sync>;

/// What an app says of its tasks.
#[derive(Clone, Default)]
pub(crate) struct TaskSettings {
    pub(crate) limits: TaskLimits,
    pub(crate) on_failure: Option<FailureHook>,
}

impl fmt::Debug for TaskSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskSettings")
            .field("limits", &self.limits)
            .field("on_failure", &self.on_failure.is_some())
            .finish()
    }
}
