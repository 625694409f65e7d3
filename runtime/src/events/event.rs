//! `Event`: one event, with all that can be said beside its data.

use std::time::Duration;

use super::{
    field::EventField,
    variant::Shape,
    write::{END, comment, data, named},
};
use crate::{body::BodyError, reply::Content, stream::digits};

/// One event: data, and whatever is said beside it.
///
/// Data that is an enum names the event by its variant; [`Event::event`] says another name.
///
/// ```
/// use std::time::Duration;
///
/// use folio::{Event, EventField};
///
/// let event = Event::new("Hello".to_owned())
///     .id(7_u64)
///     .event(EventField::from_static("greeting"))
///     .retry(Duration::from_secs(2));
/// ```
#[derive(Debug, Clone)]
pub struct Event<E> {
    data: Option<E>,
    id: Option<EventField>,
    /// What few events have.
    more: Option<Box<More>>,
}

#[derive(Debug, Clone, Default)]
struct More {
    name: Option<EventField>,
    retry: Option<Duration>,
    comment: Option<Box<str>>,
}

impl<E> Event<E> {
    /// An event with data.
    #[inline]
    pub fn new(data: E) -> Self {
        Event {
            data: Some(data),
            id: None,
            more: None,
        }
    }

    /// An event without data, which clients don't tell their programs of: for a comment, or for an id
    /// that says how far the client has got.
    #[must_use]
    #[inline]
    pub fn empty() -> Self {
        Event {
            data: None,
            id: None,
            more: None,
        }
    }

    /// Its id, which a client sends as `Last-Event-ID` when it comes back.
    #[must_use]
    #[inline]
    pub fn id(mut self, id: impl Into<EventField>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Its name, in place of that of its data's variant. The document has the names of variants only.
    #[must_use]
    pub fn event(mut self, name: impl Into<EventField>) -> Self {
        self.more.get_or_insert_default().name = Some(name.into());
        self
    }

    /// How long a client waits before it comes back, in whole milliseconds.
    #[must_use]
    pub fn retry(mut self, time: Duration) -> Self {
        self.more.get_or_insert_default().retry = Some(time);
        self
    }

    /// A comment of any number of lines, which clients ignore.
    #[must_use]
    pub fn comment(mut self, text: impl Into<Box<str>>) -> Self {
        self.more.get_or_insert_default().comment = Some(text.into());
        self
    }
}

/// What a source of events may yield: `E`, an [`Event<E>`], or a `Result` of one whose error cuts the
/// stream off.
#[diagnostic::on_unimplemented(
    message = "a source of `{Self}` yields no events of `{E}`",
    label = "yields something else",
    note = "let it yield `{E}`, `Event<{E}>`, or a `Result` of one of these"
)]
pub trait IntoEvent<E>: Send {
    /// Writes it.
    #[doc(hidden)]
    fn write(self, frame: &mut Vec<u8>) -> Result<(), BodyError>;
}

#[diagnostic::do_not_recommend]
impl<E: Content> IntoEvent<E> for E {
    #[inline]
    fn write(self, frame: &mut Vec<u8>) -> Result<(), BodyError> {
        let shape = Shape::of(&self);
        named(&shape, frame)?;
        data(&self, &shape, frame)?;
        frame.extend_from_slice(END);
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<E: Content> IntoEvent<E> for Event<E> {
    #[inline]
    fn write(self, frame: &mut Vec<u8>) -> Result<(), BodyError> {
        let more = self.more.as_deref();
        if let Some(text) = more.and_then(|more| more.comment.as_deref()) {
            comment(text, frame);
        }
        if let Some(id) = &self.id {
            frame.extend_from_slice(b"id: ");
            id.write(frame);
            frame.extend_from_slice(END);
        }
        if let Some(name) = more.and_then(|more| more.name.as_ref()) {
            frame.extend_from_slice(b"event: ");
            name.write(frame);
            frame.extend_from_slice(END);
        }
        if let Some(own) = &self.data {
            let shape = Shape::of(own);
            if more.is_none_or(|more| more.name.is_none()) {
                named(&shape, frame)?;
            }
            data(own, &shape, frame)?;
        }
        if let Some(time) = more.and_then(|more| more.retry) {
            retry(time, frame);
        }
        frame.extend_from_slice(END);
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Content, E: Into<BodyError> + Send> IntoEvent<T> for Result<T, E> {
    #[inline]
    fn write(self, frame: &mut Vec<u8>) -> Result<(), BodyError> {
        self.map_err(Into::into)?.write(frame)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Content, E: Into<BodyError> + Send> IntoEvent<T> for Result<Event<T>, E> {
    #[inline]
    fn write(self, frame: &mut Vec<u8>) -> Result<(), BodyError> {
        self.map_err(Into::into)?.write(frame)
    }
}

/// Writes when a client may come back.
pub(super) fn retry(time: Duration, frame: &mut Vec<u8>) {
    frame.extend_from_slice(b"retry: ");
    // A client takes digits; beyond what a number of theirs holds, it never comes back anyway.
    digits(u64::try_from(time.as_millis()).unwrap_or(u64::MAX), frame);
    frame.extend_from_slice(END);
}
