//! One task on its way: its place in the queue, its time, its panics.

use std::{
    future::{Future, poll_fn},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::Arc,
    task::Poll,
    thread,
    time::Duration,
};

use tokio::{runtime::Handle, sync::oneshot};

use super::{TaskFailureKind, contained, queue::Queue, unit::Work};
use crate::clock;

/// How a task ended.
type Outcome = Result<(), TaskFailureKind>;

/// A taken place. When the runtime ends and drops it, the task counts as cut off.
pub(super) struct Worker {
    queue: Arc<Queue>,
    number: u64,
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.queue.end(self.number, Err(TaskFailureKind::CutOff));
        self.queue.leave();
    }
}

impl Worker {
    pub(super) fn new(queue: Arc<Queue>, number: u64) -> Self {
        Worker { queue, number }
    }

    /// Runs until the task has ended or was stopped; a blocking one keeps its place until it returns.
    pub(super) async fn run(self, work: Work, timeout: Duration, stopped: oneshot::Receiver<()>) {
        match work {
            Work::Async(mut future) => {
                let outcome = tokio::select! {
                    biased;
                    _ = stopped => None,
                    outcome = contain(future.as_mut()) => Some(outcome),
                    () = expire(timeout) => Some(Err(TaskFailureKind::TimedOut)),
                };
                // What the task holds is gone when it counts as ended.
                contained(|| drop(future));
                if let Some(outcome) = outcome {
                    self.queue.end(self.number, outcome);
                }
            }
            Work::Blocking(function) => {
                let mut returned = match on_thread(function) {
                    Ok(returned) => returned,
                    Err(error) => {
                        let error = format!("no thread to run on: {error}");
                        let outcome = Err(TaskFailureKind::Failed(error));
                        return self.queue.end(self.number, outcome);
                    }
                };
                tokio::select! {
                    biased;
                    _ = stopped => {}
                    outcome = &mut returned => {
                        let outcome = outcome.unwrap_or(Err(TaskFailureKind::Panicked));
                        return self.queue.end(self.number, outcome);
                    }
                    () = expire(timeout) => {
                        self.queue.end(self.number, Err(TaskFailureKind::TimedOut));
                    }
                }
                let _ = returned.await;
            }
        }
    }
}

/// Ready when the time is over.
async fn expire(time: Duration) {
    if let Err(error) = clock::sleep(time).await {
        tracing::error!(%error, "no thread for the time: a task has no timeout");
        std::future::pending::<()>().await;
    }
}

/// What a future comes to, a panic included.
async fn contain(
    mut future: Pin<&mut (impl Future<Output = Result<(), String>> + ?Sized)>,
) -> Outcome {
    poll_fn(|cx| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx)));
        polled.map_or(Poll::Ready(Err(TaskFailureKind::Panicked)), |polled| {
            polled.map_err(TaskFailureKind::Failed)
        })
    })
    .await
}

/// Calls a function on a thread of its own, within the runtime this is called in.
fn on_thread(
    function: Box<dyn FnOnce() -> Result<(), String> + Send>,
) -> io::Result<oneshot::Receiver<Outcome>> {
    let (sender, returned) = oneshot::channel();
    let runtime = Handle::current();
    let builder = thread::Builder::new().name("folio-task".to_owned());
    builder.spawn(move || {
        let _inside = runtime.enter();
        let called = catch_unwind(AssertUnwindSafe(function));
        let outcome = match called {
            Ok(result) => result.map_err(TaskFailureKind::Failed),
            Err(_) => Err(TaskFailureKind::Panicked),
        };
        // Nobody listens any more when the runtime has ended.
        let _ = sender.send(outcome);
    })?;
    Ok(returned)
}
