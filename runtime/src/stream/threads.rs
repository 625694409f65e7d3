//! The threads that blocking sources run on.
//!
//! A runtime waits for the threads of its own pool before it ends, so an iterator that waits there for
//! ever would keep the process. Nobody waits for these.

use std::{
    collections::VecDeque,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

/// How many threads there are at most, as many as tokio's pool has; others wait for their turn.
const MOST: usize = 512;

/// How long a thread without work stays.
const LINGER: Duration = Duration::from_secs(10);

/// Something to be run.
pub(super) trait Run: Send + Sync {
    fn run(&self);
}

struct Threads {
    waiting: VecDeque<Arc<dyn Run>>,
    idle: usize,
    running: usize,
}

static THREADS: Mutex<Threads> = Mutex::new(Threads {
    waiting: VecDeque::new(),
    idle: 0,
    running: 0,
});

/// Told when something waits and a thread is idle.
static WORK: Condvar = Condvar::new();

fn threads() -> MutexGuard<'static, Threads> {
    THREADS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs something as soon as there is a thread.
///
/// # Errors
///
/// There is none, and none can be made.
pub(super) fn run(what: Arc<dyn Run>) -> io::Result<()> {
    let mut threads = threads();
    threads.waiting.push_back(what);
    if threads.waiting.len() <= threads.idle {
        WORK.notify_one();
    } else if threads.running < MOST {
        let builder = thread::Builder::new().name("folio-stream".to_owned());
        match builder.spawn(work) {
            Ok(_) => threads.running += 1,
            Err(error) if threads.running == 0 => {
                let unrun = threads.waiting.pop_back();
                drop(threads);
                drop(unrun);
                return Err(error);
            }
            // It waits for one of those that are there.
            Err(_) => {}
        }
    }
    Ok(())
}

/// Runs what waits until nothing has come for a while.
fn work() {
    let mut threads = threads();
    loop {
        while let Some(next) = threads.waiting.pop_front() {
            drop(threads);
            // The hook of the process has told of a panic already.
            let _ = catch_unwind(AssertUnwindSafe(|| {
                next.run();
                drop(next);
            }));
            threads = self::threads();
        }
        threads.idle += 1;
        let (guard, waited) = WORK
            .wait_timeout(threads, LINGER)
            .unwrap_or_else(PoisonError::into_inner);
        threads = guard;
        threads.idle -= 1;
        if waited.timed_out() && threads.waiting.is_empty() {
            threads.running -= 1;
            return;
        }
    }
}
