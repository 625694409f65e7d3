//! The one body of all answers: two variants in the size of one, so that what is
//! there at once costs what it would cost alone.

use std::convert::Infallible;
use std::io;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::{Body, Bytes, Frame, SizeHint};

/// What is sent behind a head.
pub(crate) enum Sent {
    /// What is there at once, and nothing when it is sent.
    Full(Bytes),
    /// What comes piece by piece.
    Pieces(UnsyncBoxBody<Bytes, io::Error>),
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Full(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Full(bytes) => Poll::Ready(Some(Ok(Frame::data(mem::take(bytes))))),
            Self::Pieces(pieces) => Pin::new(pieces).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Full(bytes) => bytes.is_empty(),
            Self::Pieces(pieces) => pieces.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Pieces(pieces) => pieces.size_hint(),
        }
    }
}

/// A thousand events, a frame each, as one writes them by hand.
pub(crate) struct Events(pub(crate) u64);

impl Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.0 == 1000 {
            return Poll::Ready(None);
        }
        self.0 += 1;
        let event = format!("id: {0}\ndata: {{\"seq\":{0}}}\n\n", self.0);
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(event)))))
    }
}
