//! `Emitter`: an async function as a source.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::pull::Pull;
use crate::body::BodyError;

/// Where an item lies between the function and the body that polls it.
type Place<T> = Arc<Mutex<Option<T>>>;

/// Takes the items of a function that makes a stream, such as that of
/// [`JsonLines::generate`](crate::JsonLines::generate).
pub struct Emitter<T>(Place<T>);

impl<T: Send> Emitter<T> {
    /// Hands an item over, and waits until there is room for the next.
    ///
    /// The whole function is dropped at this point when the client leaves.
    pub async fn send(&mut self, item: T) {
        *self.place() = Some(item);
        // Whoever polls the function takes the item before polling again.
        std::future::poll_fn(|_| {
            if self.place().is_some() {
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await;
    }

    fn place(&self) -> std::sync::MutexGuard<'_, Option<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
        place: Place<T>,
        over: bool,
    }
}

/// The items of a function.
pub(crate) fn generated<T, F>(function: impl FnOnce(Emitter<T>) -> F) -> Generated<F, T> {
    let place = Place::default();
    Generated {
        function: function(Emitter(Arc::clone(&place))),
        place,
        over: false,
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
        let take = |place: &Place<T>| place.lock().unwrap_or_else(PoisonError::into_inner).take();
        if *this.over {
            return Poll::Ready(None);
        }
        let ended = match this.function.poll(cx) {
            Poll::Pending => None,
            Poll::Ready(end) => {
                *this.over = true;
                Some(end.ended().err())
            }
        };
        match (take(this.place), ended) {
            // What was left behind by a `send` that nobody waited for comes before the end.
            (Some(item), None | Some(None)) => Poll::Ready(Some(Ok(item))),
            (_, Some(Some(error))) => Poll::Ready(Some(Err(error))),
            (None, Some(None)) => Poll::Ready(None),
            (None, None) => Poll::Pending,
        }
    }
}
