//! `Subscription`: the events of a `Replay` as one client gets them.

use std::{
    future::Future,
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context as TaskContext, Poll},
    time::Duration,
};

use http::{Response, StatusCode};
use tokio::sync::futures::OwnedNotified;

use super::{
    log::{Log, Start},
    stream,
};
use crate::{
    body::Body,
    context::Context,
    openapi::OperationDoc,
    reply::{Content, Respond, by},
    stream::{FRAME, Fill, Filled},
};

/// An answer of events that a [`Replay`](crate::Replay) keeps.
///
/// What is said of [`ServerSentEvents`](crate::ServerSentEvents) holds of it. A client that comes without
/// an id first gets that of the last event, alone: browsers tell their programs nothing of it, and send
/// it when they come back, so that nothing is lost even if the connection is cut before the first event.
///
/// A client that has missed events that are not kept any more, because it was away or reads too slowly,
/// gets an event `gap` with `{"missed": …}`, how many, or `null` when nobody knows, and goes on with the
/// oldest that is kept.
pub struct Subscription<E> {
    log: Arc<Log>,
    start: Start,
    /// What comes before all events.
    opening: Vec<u8>,
    retry: Option<Duration>,
    event: PhantomData<fn() -> E>,
}

impl<E> Subscription<E> {
    pub(super) fn new(log: Arc<Log>, last: Option<&str>) -> Self {
        let mut opening = Vec::new();
        let start = log.start(last, &mut opening);
        Subscription {
            log,
            start,
            opening,
            retry: None,
            event: PhantomData,
        }
    }

    /// As [`ServerSentEvents::retry`](crate::ServerSentEvents::retry).
    #[must_use]
    pub fn retry(mut self, time: Duration) -> Self {
        self.retry = Some(time);
        self
    }
}

impl<E> std::fmt::Debug for Subscription<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscription")
            .field("start", &self.start)
            .finish_non_exhaustive()
    }
}

/// Reads a log from a place on.
struct Reader {
    next: Start,
    news: Pin<Box<OwnedNotified>>,
    log: Arc<Log>,
}

impl Reader {
    /// Writes what there is; whether there will be more.
    fn write(&mut self, frame: &mut Vec<u8>) -> bool {
        let ring = self.log.ring();
        let next = match self.next {
            Start::Gap => {
                self.log.write_gap(&ring, None, frame);
                ring.first
            }
            Start::At(next) if next < ring.first => {
                self.log.write_gap(&ring, Some(ring.first - next), frame);
                ring.first
            }
            Start::At(next) => next,
        };
        self.next = Start::At(ring.write(next, frame));
        !ring.closed
    }
}

impl Fill for Reader {
    fn poll_fill(
        mut self: Pin<&mut Self>,
        cx: &mut TaskContext<'_>,
        frame: &mut Vec<u8>,
    ) -> Poll<Filled> {
        // Registered first and read afterwards, so that no news fall in between.
        while self.news.as_mut().poll(cx).is_ready() {
            let news = Arc::clone(&self.log.news).notified_owned();
            self.news.set(news);
        }
        let open = self.write(frame);
        if frame.len() >= FRAME {
            Poll::Ready(Filled::More)
        } else if open {
            Poll::Pending
        } else {
            Poll::Ready(Filled::End)
        }
    }
}

#[diagnostic::do_not_recommend]
impl<E: Content> Respond<by::Itself> for Subscription<E> {
    const BODY: bool = true;
    const STATUS: Option<u16> = Some(StatusCode::OK.as_u16());

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.events::<Self, E>("Subscription", true);
    }

    fn respond(self, cx: &mut Context) -> Response<Body> {
        let reader = Reader {
            next: self.start,
            news: Box::pin(Arc::clone(&self.log.news).notified_owned()),
            log: self.log,
        };
        stream::respond(Box::pin(reader), self.retry, self.opening, cx)
    }
}
