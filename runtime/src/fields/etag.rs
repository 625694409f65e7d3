//! Entity tags (RFC 9110 §8.8.3).

mod list;

use std::{fmt, str::FromStr};

use http::HeaderValue;
use twox_hash::XxHash3_128;

pub use self::list::ETags;
pub(super) use self::list::is_strong_match;

/// An entity tag (RFC 9110 §8.8.3): the name of one state of a resource.
///
/// A strong tag changes with every byte of the content, a weak one when the content means something
/// else. `==` tells whether two tags are written alike; what the RFC compares by is
/// [`strong_eq`](ETag::strong_eq) and [`weak_eq`](ETag::weak_eq).
///
/// ```
/// use folio::ETag;
///
/// # fn main() -> Result<(), folio::InvalidETag> {
/// let revision = ETag::strong("r7")?;
/// assert_eq!(revision.to_string(), r#""r7""#);
///
/// let weak: ETag = r#"W/"r7""#.parse()?;
/// assert!(weak.weak_eq(&revision) && !weak.strong_eq(&revision));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ETag {
    /// As it is sent: quoted, `W/` before it when it is weak.
    field: String,
}

impl ETag {
    /// A strong tag of this text, which comes without quotes.
    ///
    /// # Errors
    ///
    /// A quote, a blank or a control character in the text. Other characters are allowed, those
    /// beyond ASCII too, and so is no text at all.
    pub fn strong(text: impl AsRef<str>) -> Result<Self, InvalidETag> {
        checked(text.as_ref()).map(|text| ETag {
            field: format!("\"{text}\""),
        })
    }

    /// A weak tag of this text, which comes without quotes.
    ///
    /// # Errors
    ///
    /// Those of [`strong`](ETag::strong).
    pub fn weak(text: impl AsRef<str>) -> Result<Self, InvalidETag> {
        checked(text.as_ref()).map(|text| ETag {
            field: format!("W/\"{text}\""),
        })
    }

    /// The strong tag of a content: its XXH3 hash of 128 bits as 32 hexadecimal digits.
    ///
    /// It is the same in every process and release. It tells contents apart, but does not
    /// authenticate them: whoever may choose both of two contents could make their tags collide.
    ///
    /// ```
    /// use folio::ETag;
    ///
    /// assert_eq!(ETag::of("Andorra"), ETag::of(b"Andorra"));
    /// assert_ne!(ETag::of("Andorra"), ETag::of("andorra"));
    /// ```
    #[must_use]
    pub fn of(content: impl AsRef<[u8]>) -> Self {
        let hash = XxHash3_128::oneshot(content.as_ref());
        let mut field = String::with_capacity(34);
        field.push('"');
        // By hand: the formatter takes ten times as long, and this is on the path of every file.
        for byte in hash.to_be_bytes() {
            field.push(digit(byte >> 4));
            field.push(digit(byte & 15));
        }
        field.push('"');
        ETag { field }
    }

    /// The strong tag of a content and of what headers say beside it: other than that of the content
    /// alone, even where they say nothing.
    pub(crate) fn beside<'a>(content: &[u8], said: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut all = XxHash3_128::oneshot(content).to_le_bytes().to_vec();
        for value in said {
            all.extend((value.len() as u64).to_le_bytes());
            all.extend(value);
        }
        ETag::of(all)
    }

    /// The weak tag of the same text, for a representation that was changed on the way, by
    /// compression for instance.
    #[must_use]
    pub fn into_weak(mut self) -> Self {
        if !self.is_weak() {
            self.field.insert_str(0, "W/");
        }
        self
    }

    /// Whether it is weak.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.field.starts_with('W')
    }

    /// The text between the quotes.
    #[must_use]
    pub fn tag(&self) -> &str {
        let start = if self.is_weak() { 3 } else { 1 };
        &self.field[start..self.field.len() - 1]
    }

    /// Whether both are strong and of one text (RFC 9110 §8.8.3.2).
    #[must_use]
    pub fn strong_eq(&self, other: &ETag) -> bool {
        !self.is_weak() && self.field == other.field
    }

    /// Whether both are of one text (RFC 9110 §8.8.3.2).
    #[must_use]
    pub fn weak_eq(&self, other: &ETag) -> bool {
        self.tag() == other.tag()
    }

    /// As the value of a header.
    #[must_use]
    pub fn value(&self) -> HeaderValue {
        self.clone().into()
    }
}

/// Copies nothing.
impl From<ETag> for HeaderValue {
    fn from(tag: ETag) -> Self {
        match HeaderValue::try_from(tag.field) {
            Ok(value) => value,
            Err(_) => unreachable!("a tag holds no control characters"),
        }
    }
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.field)
    }
}

/// Reads `"…"` or `W/"…"`, with nothing before or after it.
impl FromStr for ETag {
    type Err = InvalidETag;

    fn from_str(field: &str) -> Result<Self, InvalidETag> {
        let quoted = field.strip_prefix("W/").unwrap_or(field);
        let text = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"'));
        checked(text.ok_or(InvalidETag(Fault::Quotes))?)?;
        Ok(ETag {
            field: field.to_owned(),
        })
    }
}

/// A hexadecimal digit.
fn digit(value: u8) -> char {
    char::from(b"0123456789abcdef"[usize::from(value & 15)])
}

fn checked(text: &str) -> Result<&str, InvalidETag> {
    match text.bytes().enumerate().find(|(_, byte)| !is_etagc(*byte)) {
        None => Ok(text),
        Some((at, found)) => Err(InvalidETag(Fault::Character { found, at })),
    }
}

/// What `etagc` allows; bytes of characters beyond ASCII are `obs-text`.
fn is_etagc(byte: u8) -> bool {
    byte == b'!' || byte > b'"' && byte != 0x7f
}

/// A text that is no entity tag; as a handler's error it is a 400 problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidETag(Fault);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Character { found: u8, at: usize },
    Quotes,
}

impl fmt::Display for InvalidETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Fault::Character { found, at } => write!(
                f,
                "an entity tag can't hold {:?}, which is byte {at} of its text: leave out quotes, blanks and control characters",
                char::from(found)
            ),
            Fault::Quotes => f.write_str(
                "an entity tag stands in quotes: write `\"text\"`, or `W/\"text\"` for a weak one",
            ),
        }
    }
}

impl std::error::Error for InvalidETag {}

#[cfg(test)]
mod tests;
