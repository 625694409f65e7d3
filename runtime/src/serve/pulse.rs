//! What all connections of a server hear: that time passes, and that the end has come.
//!
//! A thread that sleeps tells the time. Timers of the runtime would be looked after by it whenever it
//! waits for input, which is once a request on a calm server; a request here costs one load.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, Thread},
    time::Duration,
};

use tokio::sync::{Notify, futures::OwnedNotified};

/// How often time is told, and so how exact a connection's limits are.
pub(super) const TICK: Duration = Duration::from_secs(5);

/// Ticks so far, times four, plus the bits below.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    state: AtomicU64,
    notify: Arc<Notify>,
}

/// The server stops.
const END: u64 = 1;
/// The time to stop is over.
const CUT: u64 = 2;

impl Pulse {
    /// What was told so far; another value is news.
    pub(super) fn now(&self) -> u64 {
        self.state.load(Ordering::Acquire)
    }

    /// Whether a value of [`Pulse::now`] says that the server stops.
    pub(super) fn is_end(now: u64) -> bool {
        now & END != 0
    }

    /// Whether a value of [`Pulse::now`] says that nothing is waited for any more.
    pub(super) fn is_cut(now: u64) -> bool {
        now & CUT != 0
    }

    /// Ready at the next news.
    pub(super) fn news(&self) -> OwnedNotified {
        Arc::clone(&self.notify).notified_owned()
    }

    /// Tells all connections that the server stops.
    pub(super) fn end(&self) {
        self.state.fetch_or(END, Ordering::AcqRel);
        self.notify.notify_waiters();
    }

    /// Ends all connections, whatever they are doing.
    pub(super) fn cut(&self) {
        self.state.fetch_or(END | CUT, Ordering::AcqRel);
        self.notify.notify_waiters();
    }

    fn tick(&self) {
        self.state.fetch_add(4, Ordering::AcqRel);
        self.notify.notify_waiters();
    }
}

/// Tells the time as long as it is kept.
#[derive(Debug)]
pub(super) struct Ticking(Thread);

impl Ticking {
    /// Begins to tell a pulse's connections the time.
    pub(super) fn start(pulse: &Arc<Pulse>) -> std::io::Result<Self> {
        let pulse = Arc::downgrade(pulse);
        let thread = thread::Builder::new()
            .name("folio-pulse".to_owned())
            .spawn(move || tick(&pulse))?;
        Ok(Ticking(thread.thread().clone()))
    }
}

impl Drop for Ticking {
    fn drop(&mut self) {
        self.0.unpark();
    }
}

/// Ends with the last connection of its server.
fn tick(pulse: &Weak<Pulse>) {
    loop {
        thread::park_timeout(TICK);
        match pulse.upgrade() {
            Some(pulse) => pulse.tick(),
            None => return,
        }
    }
}
