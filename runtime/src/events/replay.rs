//! `Replay`: events for many clients, kept for those who come back.

use std::{fmt, marker::PhantomData, sync::Arc};

use super::{LastEventId, Subscription, log::Log};
use crate::{body::BodyError, reply::Content};

/// How many bytes of events are kept where nobody says otherwise.
const BYTES: usize = 4 * 1024 * 1024;

/// Events for any number of clients, the last of them kept, so that a client that comes back gets
/// exactly what it missed.
///
/// Clones are one and the same. Each event is written once, whoever gets it, and has an id. A client is
/// never waited for: one that comes back too late, or reads too slowly, gets an event `gap` in the place
/// of those that are gone ([`Subscription`]). Each client has an id from the beginning, before the first
/// event. When the last clone is dropped, the streams end.
///
/// ```
/// use folio::{App, LastEventId, Replay, State, Subscription, get, post, routes};
/// use serde::Serialize;
/// use utoipa::ToSchema;
///
/// #[derive(Serialize, ToSchema)]
/// #[serde(rename_all = "snake_case")]
/// enum News {
///     Said { text: String },
/// }
///
/// /// What is said, as it is said.
/// #[get("/news")]
/// async fn news(news: State<Replay<News>>, last: LastEventId) -> Subscription<News> {
///     news.subscribe(&last)
/// }
///
/// /// Says something.
/// #[post("/news", status = 204)]
/// async fn say(text: String, news: State<Replay<News>>) {
///     // Text can be written as JSON whatever it holds.
///     let _ = news.publish(&News::Said { text });
/// }
///
/// let app = App::new("News", "1.0.0").state(Replay::<News>::new(1000)).routes(routes![news, say]);
/// ```
///
/// # Ids
///
/// The ids of [`Replay::new`] belong to this process: a client that comes back with one of another gets
/// a gap. An app that keeps its events elsewhere makes a `Replay` [after](Replay::after) the last that
/// it does not put in, and [publishes](Replay::publish_as) those it does under their own numbers, first
/// the old and then the new; so clients go on where they were after a restart, too.
pub struct Replay<E> {
    publisher: Arc<Publisher>,
    event: PhantomData<fn(E)>,
}

/// Ends the streams when it is dropped.
struct Publisher(Arc<Log>);

impl Drop for Publisher {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl<E: Content> Replay<E> {
    /// Keeps so many events, and 4 MiB of them at most; the newest is always kept.
    #[must_use]
    pub fn new(events: usize) -> Self {
        Replay::of(Log::new((events, BYTES)))
    }

    /// The same with ids that are numbers, of events that come after the one of a number.
    #[must_use]
    pub fn after(number: u64, events: usize) -> Self {
        Replay::of(Log::after((events, BYTES), number))
    }

    fn of(log: Log) -> Self {
        Replay {
            publisher: Arc::new(Publisher(Arc::new(log))),
            event: PhantomData,
        }
    }

    /// Keeps so many bytes of events at most.
    #[must_use]
    pub fn most_bytes(self, bytes: usize) -> Self {
        self.publisher.0.bound(bytes);
        self
    }

    /// Sends an event to everyone, under the next number, which it returns.
    ///
    /// # Errors
    ///
    /// The event can't be written as JSON.
    pub fn publish(&self, event: &E) -> Result<u64, BodyError> {
        self.publisher.0.add(None, event)
    }

    /// Sends an event to everyone, under a number of its own.
    ///
    /// # Errors
    ///
    /// The event can't be written as JSON, or its number is not greater than those before.
    pub fn publish_as(&self, number: u64, event: &E) -> Result<(), BodyError> {
        self.publisher.0.add(Some(number), event).map(drop)
    }

    /// The id of the last event, as a client has it that has got all of them.
    ///
    /// A page that shows how things are, taken down before they are read, can subscribe from there on:
    /// what happens until it listens is not lost.
    #[must_use]
    pub fn last_id(&self) -> LastEventId {
        self.publisher.0.last_id().as_str().into()
    }

    /// The events from now on, after those that a client missed.
    #[must_use]
    pub fn subscribe(&self, last: &LastEventId) -> Subscription<E> {
        Subscription::new(Arc::clone(&self.publisher.0), last.get())
    }
}

impl<E> Clone for Replay<E> {
    fn clone(&self) -> Self {
        Replay {
            publisher: Arc::clone(&self.publisher),
            event: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Replay<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Replay")
    }
}
