//! Where a walk through all rows is, as a text.

use std::{borrow::Cow, fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{
    Binding, CursorKeys, Digest, Direction, InvalidCursor, Keys, keys::TAG_LEN, payload::Payload,
};

/// The row that a walk has read last, to go on from: what
/// [`Walk::checkpoint`](crate::pages::sql::Walk::checkpoint) gives and
/// [`Rows::walk_from`](crate::pages::sql::Rows::walk_from) takes.
///
/// It is kept as a text, which `Display` writes, `FromStr` reads and serde takes for a string. It holds
/// the keys of the row and what order they are of, so a walk in another order refuses it. Whoever has the
/// text can read the keys, and write others; where it leaves the program, [`sign`](Checkpoint::sign) it.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    order: Digest,
    keys: Keys,
}

impl Checkpoint {
    pub(in crate::pages) fn new(order: Digest, keys: Keys) -> Self {
        Checkpoint { order, keys }
    }

    /// The keys, where they are of this order.
    pub(in crate::pages) fn of(&self, order: Digest) -> Result<&Keys, InvalidCursor> {
        if self.order == order {
            Ok(&self.keys)
        } else {
            Err(InvalidCursor::OtherOrder)
        }
    }

    /// A text that nobody can make or change who has no key.
    #[must_use]
    pub fn sign(&self, keys: &CursorKeys) -> String {
        let mut bytes = self.bytes();
        let tag = keys.sign(&bytes);
        bytes.extend(tag);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a text that [`sign`](Checkpoint::sign) made by one of these keys.
    ///
    /// # Errors
    ///
    /// [`InvalidCursor::Unknown`] where it did not.
    pub fn verify(text: &str, keys: &CursorKeys) -> Result<Self, InvalidCursor> {
        let read = || {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            let (signed, tag) = bytes.split_at_checked(bytes.len().checked_sub(TAG_LEN)?)?;
            keys.verify(signed, tag).then(|| Self::read(signed))?
        };
        read().ok_or(InvalidCursor::Unknown)
    }

    fn bytes(&self) -> Vec<u8> {
        let payload = Payload {
            direction: Direction::Forward,
            expires: None,
            binding: Binding {
                order: self.order,
                ..Binding::default()
            },
            keys: Cow::Borrowed(&self.keys.0),
        };
        let mut bytes = Vec::new();
        payload.write(&mut bytes);
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let payload = Payload::read(bytes)?;
        let checkpoint = Checkpoint {
            order: payload.binding.order,
            keys: Keys(payload.keys.into_owned()),
        };
        // A cursor has more in it.
        (checkpoint.bytes() == bytes).then_some(checkpoint)
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.bytes()))
    }
}

impl FromStr for Checkpoint {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        bytes
            .and_then(|bytes| Self::read(&bytes))
            .ok_or(InvalidCursor::Unknown)
    }
}

impl Serialize for Checkpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Checkpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let read = text.parse();
        read.map_err(|_: InvalidCursor| D::Error::custom("it is no checkpoint"))
    }
}
