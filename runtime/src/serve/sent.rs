//! What begins once an answer was written.
//!
//! hyper drops a body when it took the last of it, which may be megabytes before the client has read
//! them. It flushes the stream when it has nothing left to write: by then the answer is with the system.

use std::{
    fmt, mem,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::task::After;

/// What waits for a connection to have written everything.
#[derive(Default)]
pub(super) struct Sent {
    /// Whether anything waits: all that is looked at for answers that have no tasks.
    waits: AtomicBool,
    list: Mutex<List>,
}

#[derive(Default)]
struct List {
    waiting: Vec<After>,
    /// The connection is gone; nothing waits for it any more.
    closed: bool,
}

impl Sent {
    /// Keeps what begins once everything is written.
    pub(super) fn after(&self, mut after: After) {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        if list.closed {
            drop(list);
            after.cut();
        } else {
            list.waiting.push(after);
            self.waits.store(true, Ordering::Relaxed);
        }
    }

    /// Everything that was taken is written.
    pub(super) fn flushed(&self) {
        if self.waits.load(Ordering::Relaxed) {
            // Each begins where it is dropped.
            drop(self.take(false));
        }
    }

    /// The connection is gone.
    pub(super) fn closed(&self) {
        for mut after in self.take(true) {
            after.cut();
        }
    }

    #[cold]
    fn take(&self, closed: bool) -> Vec<After> {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        self.waits.store(false, Ordering::Relaxed);
        list.closed |= closed;
        mem::take(&mut list.waiting)
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent").finish_non_exhaustive()
    }
}
