//! The queue of an app: who waits, who runs, and what became of all of them.

use std::{
    borrow::Cow,
    collections::{BTreeMap, VecDeque},
    fmt, mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    runtime::Handle,
    sync::{Notify, oneshot},
};

use super::{
    Task, TaskCounts, TaskFailure, TaskFailureKind, TaskSettings, Tasks,
    after::Hooks,
    contained,
    group::{Group, Job, Rest},
    worker::Worker,
};

/// The tasks of an app.
pub(crate) struct Queue {
    settings: TaskSettings,
    state: Mutex<State>,
    /// Told when nothing is left to do.
    pub(super) idle: Notify,
}

/// Nothing of the user's runs while this is locked: no task, no hook, no destructor.
#[derive(Default)]
pub(super) struct State {
    pub(super) waiting: VecDeque<Job>,
    pub(super) running: BTreeMap<u64, Running>,
    /// The number of the next task.
    next: u64,
    /// Tasks that are accepted and not settled: counted, told of, and those after them begun.
    pub(super) open: usize,
    /// Places that are taken: by running tasks, and by blocking ones that can't be stopped.
    places: usize,
    /// Whether somebody is giving places away.
    placing: bool,
    /// Set when what was left was cut off: nothing is accepted any more.
    pub(super) closed: bool,
    pub(super) counts: TaskCounts,
    /// What was cut off since then.
    pub(super) cut_off: Vec<TaskFailure>,
}

/// A task while it runs. It is removed when it ends, by whoever ends it; so it ends once.
pub(super) struct Running {
    name: Cow<'static, str>,
    group: Arc<Group>,
    /// Goes with the rest of this, which the worker sees.
    _stop: oneshot::Sender<()>,
}

impl Queue {
    pub(crate) fn new(settings: TaskSettings) -> Self {
        Queue {
            settings,
            state: Mutex::default(),
            idle: Notify::new(),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many tasks came to what.
    pub(crate) fn counts(&self) -> TaskCounts {
        self.lock().counts()
    }

    /// Takes tasks on, all of them or none. Hooks are called when the last has ended.
    pub(super) fn submit(
        self: &Arc<Self>,
        tasks: Tasks,
        path: Arc<str>,
        runtime: Option<Handle>,
        hooks: Hooks,
    ) {
        let units = tasks.len();
        let mut state = self.lock();
        let room = self.settings.limits.queue.saturating_sub(state.open);
        let runtime = runtime.filter(|_| units <= room && !state.closed);
        let Some(runtime) = runtime else {
            state.counts.refused += units as u64;
            drop(state);
            for task in tasks.steps.into_iter().flatten() {
                self.tell(&dropped(task, &path, TaskFailureKind::Refused));
            }
            return;
        };
        state.counts.accepted += units as u64;
        state.counts.waiting += units as u64;
        state.open += units;
        drop(state);
        let steps = tasks.steps;
        self.step(&runtime, &path, Rest { steps, hooks });
    }

    /// Puts the tasks of the next step in line.
    pub(super) fn step(self: &Arc<Self>, runtime: &Handle, path: &Arc<str>, mut rest: Rest) {
        let mut state = self.lock();
        if state.closed {
            drop(state);
            for task in rest.steps.into_iter().flatten() {
                self.cut_task(task, path);
                self.settle();
            }
            drop(rest.hooks);
        } else if let Some(step) = rest.steps.pop_front() {
            let group = Arc::new(Group {
                queue: Arc::clone(self),
                runtime: runtime.clone(),
                path: Arc::clone(path),
                rest: Mutex::new(rest),
            });
            state.waiting.extend(step.into_iter().map(|task| Job {
                task,
                group: Arc::clone(&group),
            }));
            drop(state);
            self.place();
        } else {
            drop(state);
            drop(rest.hooks);
        }
    }

    /// Begins waiting tasks as long as there are places.
    ///
    /// A runtime that has ended drops what it is given at once, which frees a place and comes here
    /// again: the one who is here already goes on.
    fn place(self: &Arc<Self>) {
        let mut state = self.lock();
        if mem::replace(&mut state.placing, true) {
            return;
        }
        while state.places < self.settings.limits.concurrency
            && let Some(Job { task, group }) = state.waiting.pop_front()
        {
            let (stop, stopped) = oneshot::channel();
            let number = state.next;
            let runtime = group.runtime.clone();
            let running = Running {
                name: task.name,
                group,
                _stop: stop,
            };
            state.next += 1;
            state.places += 1;
            state.counts.waiting -= 1;
            state.running.insert(number, running);
            drop(state);
            let worker = Worker::new(Arc::clone(self), number);
            let timeout = task.timeout.unwrap_or(self.settings.limits.timeout);
            runtime.spawn(worker.run(task.work, timeout, stopped));
            state = self.lock();
        }
        state.placing = false;
    }

    /// Gives a place back.
    pub(super) fn leave(self: &Arc<Self>) {
        self.lock().places -= 1;
        self.place();
    }

    /// Ends a task, if nobody did before.
    pub(super) fn end(&self, number: u64, outcome: Result<(), TaskFailureKind>) {
        let mut state = self.lock();
        let Some(running) = state.running.remove(&number) else {
            return;
        };
        state.counts.end(&outcome);
        drop(state);
        if let Err(kind) = outcome {
            let failure = TaskFailure {
                name: running.name,
                path: Arc::clone(&running.group.path),
                kind,
            };
            self.tell(&failure);
        }
        drop(running.group);
        self.settle();
    }

    pub(super) fn settle(&self) {
        let mut state = self.lock();
        state.open -= 1;
        if state.open == 0 {
            self.idle.notify_waiters();
        }
    }

    /// Logs a failure and calls the app's hook.
    pub(super) fn tell(&self, failure: &TaskFailure) {
        let TaskFailure { name, path, kind } = failure;
        let mut state = self.lock();
        if *kind == TaskFailureKind::CutOff && state.closed {
            // Logged together, by the report.
            state.cut_off.push(failure.clone());
            drop(state);
        } else {
            drop(state);
            tracing::error!(%name, %path, "a task {kind}");
        }
        if let Some(hook) = &self.settings.on_failure {
            contained(|| hook(failure));
        }
    }
}

/// The failure of a task that never began.
pub(super) fn dropped(task: Task, path: &Arc<str>, kind: TaskFailureKind) -> TaskFailure {
    contained(|| drop(task.work));
    TaskFailure {
        name: task.name,
        path: Arc::clone(path),
        kind,
    }
}

impl State {
    pub(super) fn counts(&self) -> TaskCounts {
        TaskCounts {
            running: self.running.len() as u64,
            ..self.counts
        }
    }
}

impl Default for Queue {
    fn default() -> Self {
        Queue::new(TaskSettings::default())
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue")
            .field("settings", &self.settings)
            .field("counts", &self.counts())
            .finish_non_exhaustive()
    }
}
