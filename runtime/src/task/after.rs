//! The end of a body, and what begins then.

use std::{fmt, mem, sync::Arc};

use bytes::Bytes;
use http_body::Frame;
use tokio::runtime::Handle;

use super::{Tasks, contained, queue::Queue};
use crate::serve::{Busy, Wait};

/// How the body of an answer ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BodyEnd {
    /// Whether all of it was sent. Where Folio's server sends it, that is to say written to the
    /// connection; elsewhere, taken by whoever sends it.
    pub completed: bool,
    /// How many bytes were taken to be sent.
    pub bytes: u64,
}

/// Called with the end of a body.
type Hook = Box<dyn FnOnce(BodyEnd) + Send>;

/// What begins when a body has ended: the tasks of its answer, and hooks once they are done.
///
/// It ends with the body that holds it, whatever became of that, and waits for the connection, where
/// there is one, to have written what it took.
#[derive(Default)]
pub(crate) struct After {
    end: BodyEnd,
    queued: Option<Queued>,
    hooks: Hooks,
    connection: Option<Arc<Wait>>,
    /// What ends with the body itself.
    held: Option<Busy>,
}

/// Tasks and where they will run.
struct Queued {
    tasks: Tasks,
    queue: Arc<Queue>,
    path: Arc<str>,
    /// A body may end outside the runtime it was made in.
    runtime: Option<Handle>,
}

impl After {
    /// Adds tasks, to begin when those that are there have ended.
    pub(crate) fn run(&mut self, tasks: Tasks, queue: &Arc<Queue>, path: &str) {
        let tasks = match self.queued.take() {
            Some(before) => before.tasks.then(tasks),
            None => tasks,
        };
        self.queued = Some(Queued {
            tasks,
            queue: Arc::clone(queue),
            path: path.into(),
            runtime: Handle::try_current().ok(),
        });
    }

    /// Whether it begins tasks.
    pub(crate) fn has_tasks(&self) -> bool {
        self.queued.is_some()
    }

    /// Adds a hook, to be called after those that are there.
    pub(crate) fn call(&mut self, hook: impl FnOnce(BodyEnd) + Send + 'static) {
        self.hooks.list.push(Box::new(hook));
    }

    /// Puts what another body was to begin with before what this one begins with.
    pub(crate) fn join(&mut self, mut before: After) {
        if let Some(queued) = before.queued.take() {
            let Queued {
                tasks, queue, path, ..
            } = queued;
            let later = self.queued.take();
            self.run(tasks, &queue, &path);
            if let Some(later) = later {
                self.run(later.tasks, &later.queue, &later.path);
            }
        }
        before.hooks.list.append(&mut self.hooks.list);
        self.hooks.list = mem::take(&mut before.hooks.list);
    }

    /// Keeps something until the body is dropped.
    pub(crate) fn hold(&mut self, held: Busy) {
        self.held = Some(held);
    }

    /// Names the connection that has to write the body first.
    pub(crate) fn wait_for(&mut self, connection: &Arc<Wait>) {
        self.connection = Some(Arc::clone(connection));
    }

    /// Sees what is sent.
    pub(crate) fn saw(&mut self, frame: &Frame<Bytes>, is_last: bool) {
        self.end.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
        self.end.completed |= is_last;
    }

    /// Says that nothing of the body is left.
    pub(crate) fn complete(&mut self) {
        self.end.completed = true;
    }

    /// Says that the connection went away before the body was written.
    pub(crate) fn cut(&mut self) {
        self.end.completed = false;
    }
}

impl Drop for After {
    fn drop(&mut self) {
        drop(self.held.take());
        if let Some(connection) = self.connection.take() {
            connection.after(mem::take(self));
            return;
        }
        let mut hooks = mem::take(&mut self.hooks);
        hooks.end = self.end;
        if let Some(queued) = self.queued.take() {
            let Queued {
                tasks,
                queue,
                path,
                runtime,
            } = queued;
            queue.submit(tasks, path, runtime, hooks);
        }
    }
}

impl fmt::Debug for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tasks = self.queued.as_ref().map(|queued| &queued.tasks);
        f.debug_struct("After")
            .field("end", &self.end)
            .field("tasks", &tasks)
            .finish_non_exhaustive()
    }
}

/// The hooks of a body, called when the last who has to end before has dropped them.
#[derive(Default)]
pub(super) struct Hooks {
    list: Vec<Hook>,
    end: BodyEnd,
}

impl Drop for Hooks {
    fn drop(&mut self) {
        let end = self.end;
        for hook in self.list.drain(..) {
            contained(|| hook(end));
        }
    }
}
