//! `ServerSentEvents`: events of a type as an answer.

use std::{marker::PhantomData, time::Duration};

use bytes::Bytes;
use http::{Response, StatusCode};

use super::{IntoEvent, body::EventBody};
use crate::{
    body::{Body, BodyError},
    context::Context,
    openapi::OperationDoc,
    reply::{Content, Respond, by},
    stream::{Source, Write, sources},
};

/// An answer of events, sent one after another as they happen.
///
/// Each variant of an enum is an event: its name is the event's, as serde writes it, and its content is
/// the data in JSON, which for a variant without content is `null`. Data of another type has no name:
/// text (`String`, `&'static str`) is sent as it is, `Vec<u8>` too if it is UTF-8, and anything else as
/// JSON. A source that yields [`Event<E>`](crate::Event) says ids and more.
///
/// An enum that serde writes in another way, such as one with `#[serde(tag = …)]` or
/// `#[serde(untagged)]`, names no events: it is data as a whole. The document has the events out of the
/// enum's schema, in which a few of these look as if they had names. Tests find them: `folio::test::Client`
/// holds every event against the document.
///
/// The answer is always a 200 of `text/event-stream` with `Cache-Control: no-cache`, unless a layer says
/// another one. Events that are ready together are sent together, and at the latest when the source has
/// to wait. A stream with nothing to say sends a comment every 15 seconds, or as
/// [`ping_interval`](crate::Layer::ping_interval) of its layers says.
///
/// The source is asked for more when the connection has room, and dropped when the client leaves, as
/// [`Stream`](crate::Stream) says; a ping finds out who left without a word. When the app stops, the
/// stream says when the client may come back, and ends.
///
/// Browsers come back whenever a stream has ended, whether or not it had more to say. They stop when they
/// are answered with another status, such as that of a [`Problem`](trait@crate::Problem), or when the page
/// closes its `EventSource` at an event that says so.
///
/// ```
/// use folio::{ServerSentEvents, get};
/// use serde::Serialize;
/// use utoipa::ToSchema;
///
/// #[derive(Serialize, ToSchema)]
/// #[serde(rename_all = "kebab-case")]
/// enum Progress {
///     Done { percent: u8 },
///     Finished,
/// }
///
/// /// How far it has got.
/// #[get("/progress")]
/// async fn progress() -> ServerSentEvents<Progress> {
///     ServerSentEvents::generate(async |mut events| {
///         for percent in [0, 50, 100] {
///             events.send(Progress::Done { percent }).await;
///         }
///         events.send(Progress::Finished).await;
///     })
/// }
/// ```
///
/// Events that many clients get, and that those who come back don't miss, are
/// [`Replay`](crate::Replay)'s.
pub struct ServerSentEvents<E> {
    source: Source,
    retry: Option<Duration>,
    event: PhantomData<fn() -> E>,
}

/// Writes events one after the other.
struct Events<E>(PhantomData<fn() -> E>);

impl<I: IntoEvent<E>, E: Content> Write<I> for Events<E> {
    #[inline]
    fn write(&mut self, event: I, frame: &mut Vec<u8>) -> Result<Option<Bytes>, BodyError> {
        event.write(frame)?;
        Ok(None)
    }
}

sources! {
    impl[E: Content] ServerSentEvents<E>, IntoEvent<E>:
    |source| ServerSentEvents { source, retry: None, event: PhantomData }, Events(PhantomData)
}

impl<E> ServerSentEvents<E> {
    /// Says at the beginning how long a client waits before it comes back, in whole milliseconds.
    ///
    /// When the app stops, clients are told to wait up to twice as long, so that not all come at once:
    /// 2 to 4 seconds where nothing is said.
    #[must_use]
    pub fn retry(mut self, time: Duration) -> Self {
        self.retry = Some(time);
        self
    }
}

/// Sends events, behind what the stream opens with.
pub(super) fn respond(
    source: Source,
    retry: Option<Duration>,
    opening: Vec<u8>,
    cx: &mut Context,
) -> Response<Body> {
    let closing = cx.routes.closing.clone();
    let body = EventBody::new(source, cx.route().ping_interval, retry, opening, closing);
    cx.answer(Body::new(body), |route| &route.offers[0].ready)
}

#[diagnostic::do_not_recommend]
impl<E: Content> Respond<by::Itself> for ServerSentEvents<E> {
    const BODY: bool = true;
    const STATUS: Option<u16> = Some(StatusCode::OK.as_u16());

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.events::<Self, E>("ServerSentEvents", false);
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        respond(self.source, self.retry, Vec::new(), cx)
    }
}
