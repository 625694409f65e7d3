//! `Frames`: a source as a body.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};

use super::{FRAME, Filled, Source};
use crate::body::{BodyError, reasons};

/// The most bytes of a frame: longer items are sent in parts, so that the connection never holds more
/// than one of these beyond its own buffer.
const LONGEST: usize = 8 * FRAME;

/// What a frame has room for at first: most streams of events never send more at once.
const FIRST: usize = 512;

/// A body that is filled by a source.
pub(crate) struct Frames {
    /// Dropped as soon as it has ended.
    source: Option<Source>,
    /// What was written and is not sent yet, in two parts.
    rest: Bytes,
    then: Bytes,
    /// Room for the next frame, and a small one that nothing was written into.
    room: usize,
    spare: Vec<u8>,
    failure: Failure,
}

/// A failure ends the body once everything before it was sent.
enum Failure {
    None,
    /// What was written is with the connection, which writes it out when there is nothing more.
    Flushing(BodyError),
    Told(BodyError),
}

impl Frames {
    pub(crate) fn new(source: Source) -> Self {
        Frames {
            source: Some(source),
            rest: Bytes::new(),
            then: Bytes::new(),
            room: FIRST,
            spare: Vec::new(),
            failure: Failure::None,
        }
    }

    /// Sends this before anything else.
    pub(crate) fn begin_with(&mut self, bytes: impl Into<Bytes>) {
        self.rest = bytes.into();
    }

    /// Drops the source and ends the body, whole items first and these bytes last.
    pub(crate) fn end_with(&mut self, bytes: impl Into<Bytes>) {
        if self.source.take().is_some() {
            self.then = bytes.into();
        }
    }

    /// Whether the source is still there.
    pub(crate) fn is_open(&self) -> bool {
        self.source.is_some()
    }

    /// Whether nothing is left to be sent.
    pub(crate) fn is_over(&self) -> bool {
        self.source.is_none()
            && self.rest.is_empty()
            && self.then.is_empty()
            && matches!(self.failure, Failure::None)
    }

    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            if self.rest.is_empty() {
                self.rest = mem::take(&mut self.then);
            }
            if !self.rest.is_empty() {
                let length = self.rest.len().min(LONGEST);
                return Poll::Ready(Some(Ok(self.rest.split_to(length))));
            }
            if self.source.is_none() {
                return self.poll_end(cx);
            }
            if self.poll_source(cx).is_pending() {
                return Poll::Pending;
            }
        }
    }

    /// Asks the source for a frame; `Pending` when it has nothing.
    fn poll_source(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(source) = &mut self.source else {
            return Poll::Ready(());
        };
        let mut frame = mem::take(&mut self.spare);
        frame.reserve(self.room);
        let polled = source.as_mut().poll_fill(cx, &mut frame);
        self.room = if frame.len() < FIRST {
            FIRST
        } else {
            FRAME + FIRST
        };
        match polled {
            Poll::Pending if frame.is_empty() => {
                if frame.capacity() <= FIRST {
                    self.spare = frame;
                }
                return Poll::Pending;
            }
            Poll::Pending | Poll::Ready(Filled::More) => {}
            Poll::Ready(Filled::Whole(bytes)) => self.then = bytes,
            Poll::Ready(Filled::End) => self.source = None,
            Poll::Ready(Filled::Failed(error)) => {
                self.source = None;
                failed(&error);
                self.failure = Failure::Flushing(error);
            }
        }
        self.rest = frame.into();
        Poll::Ready(())
    }

    /// Waits once before a failure, so that what came before it is written out.
    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        match mem::replace(&mut self.failure, Failure::None) {
            Failure::None => Poll::Ready(None),
            Failure::Flushing(error) => {
                self.failure = Failure::Told(error);
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Failure::Told(error) => Poll::Ready(Some(Err(error))),
        }
    }
}

/// The client sees that the body is cut off, and nobody else sees why.
#[cold]
fn failed(error: &BodyError) {
    tracing::error!(error = reasons(&**error), "a stream failed");
}

impl HttpBody for Frames {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let polled = self.get_mut().poll(cx);
        polled.map(|frame| frame.map(|frame| frame.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.is_over()
    }
}
