//! How tasks end, one by one and counted.

use std::{borrow::Cow, fmt, sync::Arc};

/// A task that did not do what it was there for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskFailure {
    /// The task's name ([`Task::named`](crate::Task::named)).
    pub name: Cow<'static, str>,
    /// The template of the path whose answer had the task, such as `/cities/{id}`.
    pub path: Arc<str>,
    /// What became of it.
    pub kind: TaskFailureKind,
}

impl fmt::Display for TaskFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} {}", self.name, self.path, self.kind)
    }
}

/// What became of a task that did not end well.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TaskFailureKind {
    /// It returned an error, shown here.
    Failed(String),
    /// It panicked; the panic itself was printed by the panic hook.
    Panicked,
    /// It ran for longer than it may.
    TimedOut,
    /// It never began: as many tasks as may were waiting, or the server had stopped.
    Refused,
    /// The server's time to stop was over before the task had ended, or had begun.
    CutOff,
}

impl fmt::Display for TaskFailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TaskFailureKind::Failed(error) => write!(f, "failed: {error}"),
            TaskFailureKind::Panicked => f.write_str("panicked"),
            TaskFailureKind::TimedOut => f.write_str("took too long"),
            TaskFailureKind::Refused => f.write_str("was refused"),
            TaskFailureKind::CutOff => f.write_str("was cut off"),
        }
    }
}

/// How many tasks of an app came to what, since it was built.
///
/// `accepted` is always the sum of `waiting`, `running`, `finished`, `failed`, `panicked`, `timed_out`
/// and `cut_off`: every task that was accepted is in exactly one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskCounts {
    /// Taken on, whatever became of them.
    pub accepted: u64,
    /// Not taken on, for want of room or because the server had stopped.
    pub refused: u64,
    /// Not begun yet.
    pub waiting: u64,
    /// Begun and not ended.
    pub running: u64,
    /// Ended well.
    pub finished: u64,
    /// Ended with an error.
    pub failed: u64,
    /// Ended by a panic.
    pub panicked: u64,
    /// Ended by their timeout.
    pub timed_out: u64,
    /// Ended by the end of the server's time to stop.
    pub cut_off: u64,
}

impl TaskCounts {
    /// Counts the end of a task.
    pub(super) fn end(&mut self, outcome: &Result<(), TaskFailureKind>) {
        let count = match outcome {
            Ok(()) => &mut self.finished,
            Err(TaskFailureKind::Failed(_)) => &mut self.failed,
            Err(TaskFailureKind::Panicked) => &mut self.panicked,
            Err(TaskFailureKind::TimedOut) => &mut self.timed_out,
            Err(TaskFailureKind::Refused) => &mut self.refused,
            Err(TaskFailureKind::CutOff) => &mut self.cut_off,
        };
        *count += 1;
    }
}

/// What became of an app's tasks when it stopped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskReport {
    /// Every task that was cut off.
    pub cut_off: Vec<TaskFailure>,
    /// All tasks since the app was built.
    pub counts: TaskCounts,
}
