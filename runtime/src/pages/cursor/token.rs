//! The text of a cursor: its content and a signature over it in base64url (RFC 4648 §5), without padding.

use std::{
    borrow::Cow,
    fmt,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    super::key::KeyValue, Binding, CursorKeys, InvalidCursor, keys::TAG_LEN, payload::Payload,
};

/// The most characters of a cursor: with a long path beside it, it fits the 8 KiB that proxies allow a
/// request line.
pub(in crate::pages) const MAX_LEN: usize = 4_096;

/// Into how many steps a lifetime is cut, at the ends of which cursors end: a little later than said.
const STEPS: u128 = 16;

/// Which way a cursor goes on from its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// To the rows after it.
    #[default]
    Forward,
    /// To the rows before it.
    Backward,
}

/// Makes and reads cursors.
#[derive(Debug, Clone)]
pub(crate) struct Codec {
    keys: CursorKeys,
    lifetime: Option<Duration>,
}

/// A row whose keys do not fit a cursor; holds how many characters they would take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OversizedCursor(usize);

impl fmt::Display for OversizedCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the keys of a row make a cursor of {} characters, more than {MAX_LEN}: order by shorter ones",
            self.0
        )
    }
}

impl Codec {
    /// Signs by a ring. With a lifetime a cursor ends so long after it was made, or up to a sixteenth
    /// later.
    pub(crate) fn new(keys: CursorKeys, lifetime: Option<Duration>) -> Self {
        Codec { keys, lifetime }
    }

    /// A cursor that goes on from a row of these keys.
    ///
    /// # Errors
    ///
    /// When it would be longer than [`MAX_LEN`].
    pub(crate) fn seal(
        &self,
        binding: &Binding,
        direction: Direction,
        keys: &[KeyValue<'_>],
        now: SystemTime,
    ) -> Result<String, OversizedCursor> {
        let expires = self.lifetime.map(|lifetime| {
            let lifetime = lifetime.as_millis();
            // Cursors of one page are the same for a while, and so is its entity tag.
            let step = (lifetime / STEPS).max(1);
            (millis(now) + lifetime).next_multiple_of(step)
        });
        let payload = Payload {
            direction,
            expires,
            binding: *binding,
            keys: Cow::Borrowed(keys),
        };
        let mut bytes = Vec::with_capacity(128);
        payload.write(&mut bytes);
        let tag = self.keys.sign(&bytes);
        bytes.extend(tag);
        let token = URL_SAFE_NO_PAD.encode(&bytes);
        if token.len() > MAX_LEN {
            return Err(OversizedCursor(token.len()));
        }
        Ok(token)
    }

    /// What a cursor holds that was made for the same binding and has not ended.
    ///
    /// With a lifetime, one that was made without an end has ended too.
    ///
    /// # Errors
    ///
    /// [`InvalidCursor::Unknown`] until the signature holds and the content is read; then, in this order,
    /// expired, other route, order, filters, subject.
    pub(crate) fn open(
        &self,
        binding: &Binding,
        token: &str,
        now: SystemTime,
    ) -> Result<(Direction, Vec<KeyValue<'static>>), InvalidCursor> {
        let payload = self.payload(token).ok_or(InvalidCursor::Unknown)?;
        let expired = match payload.expires {
            Some(expires) => expires <= millis(now),
            None => self.lifetime.is_some(),
        };
        let held = &payload.binding;
        let guilty = [
            (expired, InvalidCursor::Expired),
            (held.route != binding.route, InvalidCursor::OtherRoute),
            (held.order != binding.order, InvalidCursor::OtherOrder),
            (held.filters != binding.filters, InvalidCursor::OtherFilters),
            (held.subject != binding.subject, InvalidCursor::OtherSubject),
        ];
        match guilty.into_iter().find(|(guilty, _)| *guilty) {
            Some((_, invalid)) => Err(invalid),
            None => Ok((payload.direction, payload.keys.into_owned())),
        }
    }

    /// What is signed; nothing where that can't be said.
    fn payload(&self, token: &str) -> Option<Payload<'static>> {
        if token.len() > MAX_LEN {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (signed, tag) = bytes.split_at_checked(bytes.len().checked_sub(TAG_LEN)?)?;
        self.keys
            .verify(signed, tag)
            .then(|| Payload::read(signed))?
    }
}

/// Milliseconds since 1970; 0 before that.
fn millis(time: SystemTime) -> u128 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_millis()
}

#[cfg(test)]
mod tests;
