//! `Emitter`: an async function as a source.

use std::{
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
};

use pin_project_lite::pin_project;

use super::pull::Pull;
use crate::body::BodyError;

/// Where an item lies between the function and the body that polls it.
struct Place<T> {
    item: Option<T>,
    /// Who waits for room, and whether the body polls that itself.
    sender: Option<(Waker, bool)>,
    taker: Option<Waker>,
    /// Nobody takes anything any more.
    closed: bool,
}

impl<T> Place<T> {
    /// Puts the item down when there is room, and waits until it was taken; whether it was.
    fn poll_put(
        &mut self,
        item: &mut Option<T>,
        polling: bool,
        cx: &mut Context<'_>,
    ) -> Poll<bool> {
        if self.closed {
            return Poll::Ready(false);
        }
        if self.item.is_none() {
            if item.is_none() {
                return Poll::Ready(true);
            }
            self.item = item.take();
            // The body that polls the function looks here next.
            if let Some(taker) = self.taker.take().filter(|_| !polling) {
                taker.wake();
            }
        }
        self.sender = Some((cx.waker().clone(), polling));
        Poll::Pending
    }

    fn take(&mut self, cx: &mut Context<'_>) -> Option<T> {
        let item = self.item.take();
        if item.is_none() {
            self.taker = Some(cx.waker().clone());
        } else if let Some((sender, polled)) = self.sender.take()
            // What the body polls itself goes on when it asks for the next item.
            && !(polled && sender.will_wake(cx.waker()))
        {
            sender.wake();
        }
        item
    }
}

struct Shared<T> {
    place: Mutex<Place<T>>,
    /// Whether the body polls the function. Set by the body alone, which takes what is there afterwards.
    polling: AtomicBool,
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, Place<T>> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the items of a function that makes a stream, such as that of
/// [`JsonLines::generate`](crate::JsonLines::generate).
///
/// The stream ends with the function, so another task that has the `Emitter` is waited for in it.
pub struct Emitter<T>(Arc<Shared<T>>);

impl<T: Send> Emitter<T> {
    /// Hands an item over, and waits until there is room for the next.
    ///
    /// The whole function is dropped at this point when the client leaves. Another task gets `false`
    /// then, and has to end by itself.
    pub async fn send(&mut self, item: T) -> bool {
        let mut item = Some(item);
        poll_fn(|cx| {
            let mut place = self.0.lock();
            let polling = self.0.polling.load(Ordering::Relaxed);
            place.poll_put(&mut item, polling, cx)
        })
        .await
    }
}

impl<T> fmt::Debug for Emitter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Emitter")
    }
}

/// How a function that makes a stream may end: `()`, or a `Result` whose error cuts the body off.
#[diagnostic::on_unimplemented(
    message = "a function that makes a stream can't end with `{Self}`",
    note = "return `()`, or a `Result<(), E>` with an error that ends the stream"
)]
pub trait Ended {
    /// The error, if it is one.
    #[doc(hidden)]
    fn ended(self) -> Result<(), BodyError>;
}

impl Ended for () {
    fn ended(self) -> Result<(), BodyError> {
        Ok(())
    }
}

impl<E: Into<BodyError>> Ended for Result<(), E> {
    fn ended(self) -> Result<(), BodyError> {
        self.map_err(Into::into)
    }
}

pin_project! {
    /// A function that is running, and where its items lie.
    pub(crate) struct Generated<F, T> {
        #[pin]
        function: F,
        over: bool,
        shared: Closing<T>,
    }
}

/// Lets go of whoever waits for room.
struct Closing<T>(Arc<Shared<T>>);

impl<T> Drop for Closing<T> {
    fn drop(&mut self) {
        let mut place = self.0.lock();
        place.closed = true;
        let sender = place.sender.take();
        drop(place);
        if let Some((sender, _)) = sender {
            sender.wake();
        }
    }
}

/// The items of a function.
pub(crate) fn generated<T, F>(function: impl FnOnce(Emitter<T>) -> F) -> Generated<F, T> {
    let shared = Arc::new(Shared {
        place: Mutex::new(Place {
            item: None,
            sender: None,
            taker: None,
            closed: false,
        }),
        polling: AtomicBool::new(false),
    });
    Generated {
        function: function(Emitter(Arc::clone(&shared))),
        over: false,
        shared: Closing(shared),
    }
}

impl<F, T> Pull for Generated<F, T>
where
    F: Future<Output: Ended> + Send,
    T: Send,
{
    type Item = T;

    fn poll_pull(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T, BodyError>>> {
        let this = self.project();
        if *this.over {
            return Poll::Ready(None);
        }
        let shared = &this.shared.0;
        shared.polling.store(true, Ordering::Relaxed);
        let polled = this.function.poll(cx);
        shared.polling.store(false, Ordering::Relaxed);
        if let Poll::Ready(end) = polled {
            *this.over = true;
            let end = end.ended().err().map(Err);
            // What was left behind by a `send` that nobody waited for comes before a good end.
            return Poll::Ready(end.or_else(|| shared.lock().take(cx).map(Ok)));
        }
        match shared.lock().take(cx) {
            Some(item) => Poll::Ready(Some(Ok(item))),
            None => Poll::Pending,
        }
    }
}
