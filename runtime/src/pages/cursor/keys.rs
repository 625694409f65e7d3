//! The key ring that signs cursors.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The fewest bytes of a key, as many as HMAC-SHA-256 gives.
const KEY_BYTES: usize = 32;
/// What keeps the derived key apart from those that cookies derive of the same one, and the block's
/// number that HKDF asks for.
const INFO: &[u8] = b"FOLIO;CURSOR;HMAC-SHA-256\x01";

/// The bytes of a signature.
pub(super) const TAG_LEN: usize = 32;

/// Secret keys for cursors that a client can neither make nor change.
///
/// The first key signs; all of them verify, so a key is replaced without losing the cursors of walks that
/// began before. The keys to sign by are derived (HKDF-Expand of SHA-256, RFC 5869 §2.3), so one secret
/// may serve cookies and cursors.
///
/// ```
/// use folio::pages::CursorKeys;
///
/// let (old, new) = ([1; 32], [2; 32]); // random bytes, kept secret
/// let keys = CursorKeys::new(new)?.rotated([old])?;
/// assert_eq!(format!("{keys:?}"), "CursorKeys(2)");
/// # Ok::<(), folio::pages::CursorKeyFault>(())
/// ```
#[derive(Clone)]
pub struct CursorKeys {
    /// Each has taken its key already: a clone signs without looking at it again.
    first: Hmac<Sha256>,
    older: Vec<Hmac<Sha256>>,
}

/// A key of fewer than 32 bytes; holds how many it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CursorKeyFault(usize);

impl fmt::Display for CursorKeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a cursor key has {} bytes: give at least {KEY_BYTES} random ones",
            self.0
        )
    }
}

impl std::error::Error for CursorKeyFault {}

impl CursorKeys {
    /// A ring of one key: 32 random bytes or more, all of which count.
    ///
    /// # Errors
    ///
    /// When it has fewer bytes.
    pub fn new(key: impl AsRef<[u8]>) -> Result<Self, CursorKeyFault> {
        Ok(CursorKeys {
            first: derived(key.as_ref())?,
            older: Vec::new(),
        })
    }

    /// Adds keys that were used before, the newest first: they only verify.
    ///
    /// # Errors
    ///
    /// When one of them has fewer than 32 bytes.
    pub fn rotated<K: AsRef<[u8]>>(
        mut self,
        older: impl IntoIterator<Item = K>,
    ) -> Result<Self, CursorKeyFault> {
        for key in older {
            self.older.push(derived(key.as_ref())?);
        }
        Ok(self)
    }

    /// The signature of a message by the first key.
    pub(super) fn sign(&self, message: &[u8]) -> [u8; TAG_LEN] {
        let mac = self.first.clone().chain_update(message);
        mac.finalize().into_bytes().into()
    }

    /// Whether one of the keys has signed a message, compared in constant time.
    pub(super) fn verify(&self, message: &[u8], tag: &[u8]) -> bool {
        let signed =
            |key: &Hmac<Sha256>| key.clone().chain_update(message).verify_slice(tag).is_ok();
        self.keys().any(signed)
    }

    fn keys(&self) -> impl Iterator<Item = &Hmac<Sha256>> {
        std::iter::once(&self.first).chain(&self.older)
    }
}

/// Says how many keys there are, and no more.
impl fmt::Debug for CursorKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CursorKeys({})", self.keys().count())
    }
}

fn derived(key: &[u8]) -> Result<Hmac<Sha256>, CursorKeyFault> {
    let short = CursorKeyFault(key.len());
    if key.len() < KEY_BYTES {
        return Err(short);
    }
    // HMAC takes keys of any length, so neither of these fails.
    let taken = |key: &[u8]| Hmac::<Sha256>::new_from_slice(key).map_err(|_| short);
    let own = taken(key)?.chain_update(INFO).finalize().into_bytes();
    taken(&own)
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac};
    use sha2::Sha256;

    use super::{CursorKeyFault, CursorKeys};

    fn ring(first: u8, older: &[u8]) -> CursorKeys {
        let keys = CursorKeys::new([first; 32]).expect("long enough");
        let older = older.iter().map(|byte| [*byte; 32]);
        keys.rotated(older).expect("long enough")
    }

    #[test]
    fn older_keys_verify_and_do_not_sign() {
        let (old, new) = (ring(1, &[]), ring(2, &[3, 1]));
        assert!(new.verify(b"message", &old.sign(b"message")));
        assert!(!old.verify(b"message", &new.sign(b"message")));
        assert!(ring(2, &[]).verify(b"message", &new.sign(b"message")));
    }

    #[test]
    fn a_signature_is_whole_and_of_its_message() {
        let keys = ring(1, &[2]);
        let tag = keys.sign(b"message");
        for len in 0..tag.len() {
            assert!(!keys.verify(b"message", &tag[..len]), "{len}");
        }
        assert!(!keys.verify(b"message", &[&tag[..], b"\0"].concat()));
        assert!(!keys.verify(b"messagf", &tag));
        assert!(!keys.verify(b"", &tag));
    }

    #[test]
    fn the_key_itself_signs_nothing() {
        let keys = ring(1, &[]);
        let own = Hmac::<Sha256>::new_from_slice(&[1; 32]).expect("any length");
        let tag = own.chain_update(b"message").finalize().into_bytes();
        assert!(!keys.verify(b"message", &tag));
    }

    #[cfg(feature = "signed-cookies")]
    #[test]
    fn cookies_of_the_same_key_sign_nothing() {
        use base64::{Engine, engine::general_purpose::STANDARD};

        let cookies = crate::CookieKeys::new([1; 32]).expect("long enough");
        let signed = cookies.sign(crate::SetCookie::new("", "message"));
        let tag = signed.value().strip_suffix("message").expect("in front");
        let tag = STANDARD.decode(tag).expect("base64");
        // What `CookieKeys` signs for a cookie without a name.
        assert!(!ring(1, &[]).verify(b"0:message", &tag));
        assert!(!ring(1, &[]).verify(b"message", &tag));
    }

    #[test]
    fn all_bytes_of_a_key_count_and_32_are_needed() {
        for short in [0, 1, 31] {
            let fault = CursorKeyFault(short);
            assert_eq!(CursorKeys::new(vec![1; short]).err(), Some(fault));
            assert_eq!(ring(1, &[]).rotated([vec![1; short]]).err(), Some(fault));
        }
        let mut long = [1; 100];
        let one = CursorKeys::new(long).expect("long enough");
        long[99] = 2;
        let other = CursorKeys::new(long).expect("long enough");
        assert!(!other.verify(b"message", &one.sign(b"message")));
    }

    #[test]
    fn keys_are_not_shown() {
        assert_eq!(format!("{:?}", ring(7, &[8])), "CursorKeys(2)");
    }
}
