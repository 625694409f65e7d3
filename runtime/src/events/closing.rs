//! `Closing`: what tells all event streams of an app that it stops.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Whether the event streams of an app are to end.
#[derive(Debug, Default)]
pub(crate) struct Closing {
    closed: AtomicBool,
    notify: Notify,
}

impl Closing {
    /// Ends them.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.notify.notify_waiters();
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Waits until they are to end.
    pub(crate) async fn closed(&self) {
        // Made before the look, so that no call falls in between.
        let notified = self.notify.notified();
        if !self.is_closed() {
            notified.await;
        }
    }
}
