//! Iterators that block, on threads of their own.

use std::{
    future::Future,
    io, mem,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use tokio::runtime::Handle;

use super::{
    FRAME, Fill, Filled, Write,
    threads::{self, Run},
};
use crate::clock;

/// How long items wait for others to share their frame, when one has just left.
const PAUSE: Duration = Duration::from_millis(1);

/// An iterator that blocks, with what writes its items.
///
/// Items lie in the frame of the [`Desk`] before the iterator is asked for the next, which may take for
/// ever. The first leaves at once, and those that come right behind it share frames. The iterator leaves
/// its thread when a frame is full, so that slow clients hold none.
pub(crate) struct Blocking<I, W>
where
    I: Iterator + Send + 'static,
    W: Write<I::Item>,
{
    desk: Arc<Desk<I, W>>,
    /// Ends when a frame that is not full may leave.
    pause: Option<Pin<Box<dyn Future<Output = io::Result<()>> + Send>>>,
}

/// Where the thread puts what it wrote, and the body takes it.
///
/// Nothing of the user's runs while the state is locked.
struct Desk<I, W> {
    state: Mutex<State<I, W>>,
    /// Where the iterator finds the runtime; it does not keep one.
    runtime: Option<Handle>,
}

struct State<I, W> {
    /// What was written and is not taken yet.
    frame: Vec<u8>,
    /// How the frame ended, once nothing is added to it.
    filled: Option<Filled>,
    place: Place<I, W>,
    /// The body, while it waits.
    body: Option<Waker>,
    /// It waits for a frame that is full.
    pauses: bool,
    /// The body is gone.
    closed: bool,
}

/// Where the iterator is.
enum Place<I, W> {
    /// Here until more is wanted.
    Parked(Box<(I, W)>),
    /// Here until there is a thread.
    Queued(Box<(I, W)>),
    /// On a thread, or gone.
    Away,
}

impl<I, W> Blocking<I, W>
where
    I: Iterator + Send + 'static,
    W: Write<I::Item>,
{
    pub(crate) fn new(iterator: I, writer: W) -> Self {
        let state = State {
            frame: Vec::new(),
            filled: None,
            place: Place::Parked(Box::new((iterator, writer))),
            body: None,
            pauses: false,
            closed: false,
        };
        let desk = Desk {
            state: Mutex::new(state),
            runtime: Handle::try_current().ok(),
        };
        Blocking {
            desk: Arc::new(desk),
            pause: None,
        }
    }
}

impl<I, W> Desk<I, W> {
    fn lock(&self) -> MutexGuard<'_, State<I, W>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<I, W> Fill for Blocking<I, W>
where
    I: Iterator + Send + 'static,
    W: Write<I::Item>,
{
    fn poll_fill(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        frame: &mut Vec<u8>,
    ) -> Poll<Filled> {
        let this = &mut *self;
        if let Some(pause) = &mut this.pause
            && pause.as_mut().poll(cx).is_ready()
        {
            this.pause = None;
        }
        let mut state = this.desk.lock();
        let may_leave = this.pause.is_none() && !state.frame.is_empty();
        if may_leave || state.filled.is_some() {
            mem::swap(frame, &mut state.frame);
            let filled = state.filled.take().unwrap_or(Filled::More);
            drop(state);
            this.pause
                .get_or_insert_with(|| Box::pin(clock::sleep(PAUSE)));
            return Poll::Ready(filled);
        }
        state.pauses = this.pause.is_some();
        if state.frame.capacity() == 0 {
            mem::swap(frame, &mut state.frame);
        }
        state.body = Some(cx.waker().clone());
        if state.queue() {
            drop(state);
            if let Err(error) = threads::run(Arc::clone(&this.desk) as _) {
                return Poll::Ready(Filled::Failed(error.into()));
            }
        }
        Poll::Pending
    }
}

impl<I, W> State<I, W> {
    /// Has the iterator wait for a thread, if it is here; whether it was.
    fn queue(&mut self) -> bool {
        match mem::replace(&mut self.place, Place::Away) {
            Place::Parked(parts) => {
                self.place = Place::Queued(parts);
                true
            }
            other => {
                self.place = other;
                false
            }
        }
    }

    /// Adds to the frame, and may end it; the body, if it waits for that.
    fn put(&mut self, bytes: &[u8], filled: Option<Filled>) -> Option<Waker> {
        self.frame.extend_from_slice(bytes);
        self.filled = filled.or_else(|| (self.frame.len() >= FRAME).then_some(Filled::More));
        let may_leave = !self.pauses && !self.frame.is_empty();
        if may_leave || self.filled.is_some() {
            self.body.take()
        } else {
            None
        }
    }
}

impl<I, W> Run for Desk<I, W>
where
    I: Iterator + Send + 'static,
    W: Write<I::Item>,
{
    /// Fills one frame.
    fn run(&self) {
        let mut state = self.lock();
        let Place::Queued(mut parts) = mem::replace(&mut state.place, Place::Away) else {
            return;
        };
        let mut closed = state.closed;
        drop(state);
        let _inside = self.runtime.as_ref().map(Handle::enter);
        let mut item = Vec::new();
        let end = loop {
            if closed {
                // Here, as its destructor may block, too.
                return drop(parts);
            }
            item.clear();
            let written = catch_unwind(AssertUnwindSafe(|| write_next(&mut parts, &mut item)));
            let whole = match written {
                Ok(Ok(whole)) => whole,
                Ok(Err(end)) => break end,
                Err(_) => {
                    item.clear();
                    break Filled::Failed("a blocking iterator panicked".into());
                }
            };
            let mut state = self.lock();
            let body = state.put(&item, whole.map(Filled::Whole));
            closed = state.closed;
            if state.filled.is_some() && !closed {
                state.place = Place::Parked(parts);
                drop(state);
                return wake(body);
            }
            drop(state);
            wake(body);
        };
        // What it holds is gone when the body ends.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(parts)));
        let body = self.lock().put(&item, Some(end));
        wake(body);
    }
}

/// Writes the next item, whole or not at all, or what comes after the last; how it ended, if it did.
fn write_next<I: Iterator, W: Write<I::Item>>(
    (iterator, writer): &mut (I, W),
    frame: &mut Vec<u8>,
) -> Result<Option<Bytes>, Filled> {
    let Some(item) = iterator.next() else {
        writer.finish(frame);
        return Err(Filled::End);
    };
    writer.write(item, frame).map_err(|error| {
        frame.clear();
        Filled::Failed(error)
    })
}

fn wake(body: Option<Waker>) {
    if let Some(body) = body {
        body.wake();
    }
}

impl<I, W> Drop for Blocking<I, W>
where
    I: Iterator + Send + 'static,
    W: Write<I::Item>,
{
    /// The iterator is dropped on a thread: before its next item, or at once if it is on none.
    fn drop(&mut self) {
        let mut state = self.desk.lock();
        state.closed = true;
        let body = state.body.take();
        let queued = state.queue();
        drop(state);
        drop(body);
        if queued {
            // Where there are no threads it goes with the desk.
            let _ = threads::run(Arc::clone(&self.desk) as _);
        }
    }
}
