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

use crate::{
    endpoint::Answer,
    serve::{Busy, Wait},
    task::{After, BodyEnd, Queue, Tasks},
};

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
    /// What begins when the body has ended. Dropped last: by then nothing of the body is left.
    after: Option<Box<After>>,
}

enum Kind {
    Empty,
    Full(Bytes),
    Incoming(hyper::body::Incoming, Option<Arc<Wait>>),
    Boxed(UnsyncBoxBody<Bytes, BodyError>),
    /// No body: in the place of a whole answer that a service is still to give.
    Later(Option<Answer>),
}

impl Body {
    const fn of(kind: Kind) -> Self {
        Body { kind, after: None }
    }

    /// Whether it comes piece by piece.
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.kind, Kind::Incoming(..) | Kind::Boxed(_))
    }

    /// A request's body as hyper hands it over, with who is told that it is waited for.
    pub(crate) fn incoming(body: hyper::body::Incoming, wait: Arc<Wait>) -> Self {
        Body::of(Kind::Incoming(body, Some(wait)))
    }

    /// The place of an answer that a service is still to give.
    pub(crate) fn later(answer: Answer) -> Self {
        Body::of(Kind::Later(Some(answer)))
    }

    /// Takes the answer whose place this is.
    pub(crate) fn take_later(&mut self) -> Option<Answer> {
        match &mut self.kind {
            Kind::Later(answer) => answer.take(),
            _ => None,
        }
    }

    /// Keeps something until the body is dropped.
    pub(crate) fn hold(&mut self, held: Busy) {
        self.after().hold(held);
    }

    /// What is sent, where it is all there.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        match &self.kind {
            Kind::Empty => Some(&[]),
            Kind::Full(bytes) => Some(bytes),
            Kind::Incoming(..) | Kind::Boxed(_) | Kind::Later(_) => None,
        }
    }

    /// Runs tasks when the body has ended, before any [`Body::on_end`].
    pub(crate) fn run_after(&mut self, tasks: Tasks, queue: &Arc<Queue>, path: &str) {
        self.after().run(tasks, queue, path);
    }

    /// Whether tasks run when it has ended.
    pub(crate) fn has_tasks(&self) -> bool {
        self.after.as_ref().is_some_and(|after| after.has_tasks())
    }

    #[cold]
    fn after(&mut self) -> &mut After {
        let is_over = self.is_end_stream();
        let after = self.after.get_or_insert_default();
        if is_over {
            after.complete();
        }
        after
    }

    /// Lets what begins after the body wait until a connection has written it.
    pub(crate) fn wait_for(&mut self, connection: &Arc<Wait>) {
        if self.after.is_some() {
            self.after().wait_for(connection);
        }
    }

    /// Drops what would be sent, for an answer that can't have a body.
    pub(crate) fn clear(&mut self) {
        self.kind = Kind::Empty;
        if let Some(after) = &mut self.after {
            after.complete();
        }
    }

    /// Calls a function once when the body has ended, however it did: all of it was sent, the client
    /// left, or nobody wanted it. Tasks of the answer have ended by then.
    ///
    /// The function is called where the body or the last task ends, so it must not block. A panic in
    /// it is contained.
    ///
    /// ```
    /// use folio::Body;
    /// use http_body_util::BodyExt;
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let (sender, end) = tokio::sync::oneshot::channel();
    /// let body = Body::from("hello").on_end(|end| {
    ///     let _ = sender.send(end);
    /// });
    /// body.collect().await.unwrap();
    /// let end = end.await.unwrap();
    /// assert!(end.completed);
    /// assert_eq!(end.bytes, 5);
    /// # });
    /// ```
    #[must_use]
    pub fn on_end(mut self, call: impl FnOnce(BodyEnd) + Send + 'static) -> Self {
        self.call_on_end(call);
        self
    }

    /// As [`Body::on_end`].
    pub(crate) fn call_on_end(&mut self, call: impl FnOnce(BodyEnd) + Send + 'static) {
        self.after().call(call);
    }

    /// Takes what begins after the body, so that another one can stand in its place.
    pub(crate) fn take_after(&mut self) -> Option<Box<After>> {
        self.after.take()
    }

    /// Begins what another body was to begin with, and then what is its own.
    pub(crate) fn give_after(&mut self, before: Option<Box<After>>) {
        if let Some(before) = before {
            self.after().join(*before);
        }
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
        let this = self.get_mut();
        let polled = this.kind.poll_frame(cx);
        if let Some(after) = &mut this.after
            && let Poll::Ready(frame) = &polled
        {
            let is_over = this.kind.is_end_stream();
            match frame {
                Some(Ok(frame)) => after.saw(frame, is_over),
                Some(Err(_)) => {}
                None => after.complete(),
            }
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.kind.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            Kind::Empty => SizeHint::with_exact(0),
            Kind::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Incoming(body, _) => body.size_hint(),
            Kind::Boxed(body) => body.size_hint(),
            Kind::Later(_) => SizeHint::default(),
        }
    }
}

impl Kind {
    #[inline]
    fn poll_frame(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match self {
            Kind::Empty => Poll::Ready(None),
            Kind::Full(bytes) => {
                let bytes = std::mem::take(bytes);
                *self = Kind::Empty;
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
            Kind::Later(_) => Poll::Ready(Some(Err("the service was not called".into()))),
        }
    }

    #[inline]
    fn is_end_stream(&self) -> bool {
        match self {
            Kind::Empty => true,
            Kind::Full(bytes) => bytes.is_empty(),
            Kind::Incoming(body, _) => body.is_end_stream(),
            Kind::Boxed(body) => body.is_end_stream(),
            Kind::Later(_) => false,
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
