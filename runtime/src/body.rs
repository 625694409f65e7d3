//! Bodies: what is sent, and what a request brings.

use std::{
    any::Any,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::{BodyExt, combinators::UnsyncBoxBody};

use crate::serve::{Busy, Wait};

/// A failure while a body is read or written.
pub type BodyError = Box<dyn std::error::Error + Send + Sync>;

/// What a failure says, with everything it came from.
pub(crate) fn reasons(error: &(dyn std::error::Error + 'static)) -> String {
    let chain = std::iter::successors(Some(error), |error| error.source());
    let reasons: Vec<String> = chain.map(ToString::to_string).collect();
    reasons.join(": ")
}

/// A body: nothing, bytes that are all there, or anything else in a box.
pub struct Body {
    kind: Kind,
    /// What ends with the body.
    held: Option<Busy>,
}

enum Kind {
    Empty,
    Full(Bytes),
    Incoming(hyper::body::Incoming, Option<Arc<Wait>>),
    Boxed(UnsyncBoxBody<Bytes, BodyError>),
}

impl Body {
    const fn of(kind: Kind) -> Self {
        Body { kind, held: None }
    }

    /// Whether it comes piece by piece.
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.kind, Kind::Incoming(..) | Kind::Boxed(_))
    }

    /// A request's body as hyper hands it over, with who is told that it is waited for.
    pub(crate) fn incoming(body: hyper::body::Incoming, wait: Arc<Wait>) -> Self {
        Body::of(Kind::Incoming(body, Some(wait)))
    }

    /// Keeps something until the body is dropped.
    pub(crate) fn hold(&mut self, held: Busy) {
        self.held = Some(held);
    }

    /// No body.
    #[must_use]
    pub const fn empty() -> Self {
        Body::of(Kind::Empty)
    }

    /// Bytes that are all there.
    #[must_use]
    pub fn full(bytes: impl Into<Bytes>) -> Self {
        Body::of(Kind::Full(bytes.into()))
    }

    /// Any other body.
    ///
    /// A [`Body`] and a body as hyper hands it over are taken as they are, without a box.
    pub fn new<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BodyError>,
    {
        let mut body = Some(body);
        let any: &mut dyn Any = &mut body;
        if let Some(Some(body)) = any.downcast_mut::<Option<Body>>().map(Option::take) {
            return body;
        }
        if let Some(Some(body)) = any
            .downcast_mut::<Option<hyper::body::Incoming>>()
            .map(Option::take)
        {
            return Body::of(Kind::Incoming(body, None));
        }
        match body {
            Some(body) => Body::of(Kind::Boxed(body.map_err(Into::into).boxed_unsync())),
            None => Body::empty(),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Body::empty()
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Body").field(&self.size_hint()).finish()
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let kind = &mut self.get_mut().kind;
        match kind {
            Kind::Empty => Poll::Ready(None),
            Kind::Full(bytes) => {
                let bytes = std::mem::take(bytes);
                *kind = Kind::Empty;
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Kind::Incoming(body, wait) => {
                let polled = Pin::new(body).poll_frame(cx);
                if let Some(wait) = wait {
                    wait.body(polled.is_pending());
                }
                polled.map(|frame| frame.map(|frame| frame.map_err(Into::into)))
            }
            Kind::Boxed(body) => Pin::new(body).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            Kind::Empty => true,
            Kind::Full(bytes) => bytes.is_empty(),
            Kind::Incoming(body, _) => body.is_end_stream(),
            Kind::Boxed(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            Kind::Empty => SizeHint::with_exact(0),
            Kind::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Incoming(body, _) => body.size_hint(),
            Kind::Boxed(body) => body.size_hint(),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Body::full(bytes)
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Body::full(bytes)
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Body::full(text)
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Body::full(Bytes::from_static(text.as_bytes()))
    }
}

impl From<()> for Body {
    fn from((): ()) -> Self {
        Body::empty()
    }
}
