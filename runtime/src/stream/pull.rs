//! Sources that yield one item after another, and what writes them into frames.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{FRAME, Fill, Filled, Write};
use crate::body::BodyError;

/// How many items one frame takes at most: those that write nothing must not keep the thread.
const MOST: usize = 4096;

/// A source of items.
pub(crate) trait Pull: Send {
    type Item;

    /// The next item; `None` at the end.
    fn poll_pull(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Self::Item, BodyError>>>;
}

pin_project! {
    /// An async stream.
    pub(crate) struct Pulled<S> {
        #[pin]
        stream: S,
    }
}

impl<S> Pulled<S> {
    pub(crate) fn new(stream: S) -> Self {
        Pulled { stream }
    }
}

impl<S: futures_core::Stream + Send> Pull for Pulled<S> {
    type Item = S::Item;

    #[inline]
    fn poll_pull(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<S::Item, BodyError>>> {
        self.project().stream.poll_next(cx).map(|next| next.map(Ok))
    }
}

/// An iterator that never waits.
pub(crate) struct InPlace<I>(pub(crate) I);

// Nothing pins the iterator.
impl<I> Unpin for InPlace<I> {}

impl<I: Iterator + Send> Pull for InPlace<I> {
    type Item = I::Item;

    #[inline]
    fn poll_pull(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<I::Item, BodyError>>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

pin_project! {
    /// A source of items with what writes them.
    pub(crate) struct Items<P, W> {
        #[pin]
        source: P,
        writer: W,
    }
}

impl<P, W> Items<P, W> {
    pub(crate) fn new(source: P, writer: W) -> Self {
        Items { source, writer }
    }
}

impl<P: Pull, W: Write<P::Item>> Fill for Items<P, W> {
    fn poll_fill(self: Pin<&mut Self>, cx: &mut Context<'_>, frame: &mut Vec<u8>) -> Poll<Filled> {
        let mut this = self.project();
        for _ in 0..MOST {
            let item = match this.source.as_mut().poll_pull(cx) {
                Poll::Ready(Some(Ok(item))) => item,
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Filled::Failed(error)),
                Poll::Ready(None) => {
                    this.writer.finish(frame);
                    return Poll::Ready(Filled::End);
                }
                Poll::Pending => return Poll::Pending,
            };
            if let Some(filled) = write(this.writer, item, frame) {
                return Poll::Ready(filled);
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Writes an item whole or not at all; how that ends the frame, if it does.
#[inline]
pub(super) fn write<I, W: Write<I>>(
    writer: &mut W,
    item: I,
    frame: &mut Vec<u8>,
) -> Option<Filled> {
    let before = frame.len();
    match writer.write(item, frame) {
        Ok(None) if frame.len() < FRAME => None,
        Ok(None) => Some(Filled::More),
        Ok(Some(bytes)) => Some(Filled::Whole(bytes)),
        Err(error) => {
            frame.truncate(before);
            Some(Filled::Failed(error))
        }
    }
}
