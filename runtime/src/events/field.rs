//! `EventField`: a text that stays within its line.

use std::{borrow::Cow, fmt};

use crate::stream::digits;

/// A text that fits into one line of an event: its id, or its name.
///
/// A line end would begin another field, and a client ignores an id with NUL in it, so there is no
/// `EventField` with CR, LF or NUL.
///
/// ```
/// use folio::EventField;
///
/// const TICK: EventField = EventField::from_static("tick");
///
/// assert!(EventField::new("b2f1").is_ok());
/// assert!(EventField::new("1\ndata: forged").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventField(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Text(Cow<'static, str>),
    Number(u64),
}

/// A text with CR, LF or NUL in it, which can't be an id or a name of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidEventField;

impl fmt::Display for InvalidEventField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field of an event can't hold CR, LF or NUL")
    }
}

impl std::error::Error for InvalidEventField {}

impl EventField {
    /// A text.
    ///
    /// # Errors
    ///
    /// It holds CR, LF or NUL.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Result<Self, InvalidEventField> {
        let text = text.into();
        if fits(text.as_bytes()) {
            Ok(EventField(Kind::Text(text)))
        } else {
            Err(InvalidEventField)
        }
    }

    /// A text that stands in the program.
    ///
    /// # Panics
    ///
    /// When it holds CR, LF or NUL; of a constant, that stops the build.
    #[must_use]
    pub const fn from_static(text: &'static str) -> Self {
        assert!(
            fits(text.as_bytes()),
            "a field of an event can't hold CR, LF or NUL"
        );
        EventField(Kind::Text(Cow::Borrowed(text)))
    }

    #[inline]
    pub(super) fn write(&self, frame: &mut Vec<u8>) {
        match &self.0 {
            Kind::Text(text) => frame.extend_from_slice(text.as_bytes()),
            Kind::Number(number) => digits(*number, frame),
        }
    }
}

impl From<u64> for EventField {
    fn from(number: u64) -> Self {
        EventField(Kind::Number(number))
    }
}

impl From<u32> for EventField {
    fn from(number: u32) -> Self {
        EventField(Kind::Number(number.into()))
    }
}

impl fmt::Display for EventField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Text(text) => f.write_str(text),
            Kind::Number(number) => number.fmt(f),
        }
    }
}

/// Whether a text stays within its line.
pub(super) const fn fits(text: &[u8]) -> bool {
    let mut index = 0;
    while index < text.len() {
        if matches!(text[index], b'\r' | b'\n' | 0) {
            return false;
        }
        index += 1;
    }
    true
}
