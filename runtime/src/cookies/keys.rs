//! The key ring that signs and seals values of cookies.

use std::fmt;

use cookie::{Cookie, CookieJar, Key};

use super::SetCookie;

/// The fewest bytes of a key, as many as HMAC-SHA256 gives.
const KEY_BYTES: usize = 32;
/// An HMAC-SHA256 in base64, which stands in front of a signed value.
const DIGEST_LEN: usize = 44;

/// Secret keys for cookies that a client can't change (signed) or can't even read (private).
///
/// The first key signs and seals; all of them verify and open, so a key is replaced without losing the
/// cookies of the one before. A value is bound to its cookie's name: under another name it is void.
/// Given to the app as state, it is what [`SignedCookies`](super::SignedCookies) and
/// [`PrivateCookies`](super::PrivateCookies) read by.
///
/// Neither way knows when a cookie was made: one that has to end at the server holds its end in its value.
///
/// ```
/// use folio::{CookieKeys, SetCookie};
///
/// let (old, new) = ([1; 32], [2; 32]); // random bytes, kept secret
/// let before = CookieKeys::new(old)?.sign(SetCookie::new("user", "7"));
///
/// let keys = CookieKeys::new(new)?.rotated([old])?;
/// assert_eq!(keys.verify("user", before.value()).as_deref(), Some("7"));
/// assert_eq!(keys.verify("admin", before.value()), None);
///
/// let sealed = keys.seal(SetCookie::new("cart", "3 pears"));
/// assert_eq!(keys.open("cart", sealed.value()).as_deref(), Some("3 pears"));
/// # Ok::<(), folio::CookieKeyFault>(())
/// ```
#[derive(Clone)]
pub struct CookieKeys {
    first: Key,
    older: Vec<Key>,
}

/// A key of fewer than 32 bytes; holds how many it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CookieKeyFault(usize);

impl fmt::Display for CookieKeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a cookie key has {} bytes: give at least {KEY_BYTES} random ones",
            self.0
        )
    }
}

impl std::error::Error for CookieKeyFault {}

impl CookieKeys {
    /// A ring of one key: 32 random bytes or more, all of which count. The keys to sign and to seal by
    /// are derived from it (HKDF-SHA256, RFC 5869).
    ///
    /// # Errors
    ///
    /// When it has fewer bytes.
    pub fn new(key: impl AsRef<[u8]>) -> Result<Self, CookieKeyFault> {
        Ok(CookieKeys {
            first: derived(key.as_ref())?,
            older: Vec::new(),
        })
    }

    /// Adds keys that were used before, the newest first: they only verify and open.
    ///
    /// # Errors
    ///
    /// When one of them has fewer than 32 bytes.
    pub fn rotated<K: AsRef<[u8]>>(
        mut self,
        older: impl IntoIterator<Item = K>,
    ) -> Result<Self, CookieKeyFault> {
        for key in older {
            self.older.push(derived(key.as_ref())?);
        }
        Ok(self)
    }

    /// Signs a cookie's value (HMAC-SHA256): clients can read but not change it. 44 bytes longer.
    pub fn sign(&self, cookie: SetCookie) -> SetCookie {
        let bound = bound(cookie.name(), cookie.value());
        let mut jar = CookieJar::new();
        jar.signed_mut(&self.first)
            .add(Cookie::new("", bound.clone()));
        let signed = jar.get("").map_or("", Cookie::value);
        let digest = signed.strip_suffix(&*bound).unwrap_or_default();
        let value = format!("{digest}{}", cookie.value());
        cookie.with_value(value)
    }

    /// Encrypts and authenticates a cookie's value (AES-256-GCM): clients can neither read nor change
    /// it. A third longer, and 40 bytes.
    ///
    /// Take a new key before one has sealed 2³² cookies: nonces are random, and begin to repeat there.
    pub fn seal(&self, cookie: SetCookie) -> SetCookie {
        let mut jar = CookieJar::new();
        let open = Cookie::new(cookie.name().to_owned(), cookie.value().to_owned());
        jar.private_mut(&self.first).add(open);
        let value = jar.get(cookie.name()).map_or("", Cookie::value).to_owned();
        cookie.with_value(value)
    }

    /// The value that was signed under this name; nothing when it was changed or signed by another key.
    #[must_use]
    pub fn verify(&self, name: &str, signed: &str) -> Option<String> {
        let (digest, value) = signed.split_at_checked(DIGEST_LEN)?;
        let whole = format!("{digest}{}", bound(name, value));
        let jar = CookieJar::new();
        let verified = |key| jar.signed(key).verify(Cookie::new("", whole.clone()));
        self.keys().find_map(verified).map(|_| value.to_owned())
    }

    /// The value that was sealed under this name; nothing when it was changed or sealed by another key.
    #[must_use]
    pub fn open(&self, name: &str, sealed: &str) -> Option<String> {
        let sealed = Cookie::new(name.to_owned(), sealed.to_owned());
        let jar = CookieJar::new();
        let opened = |key| jar.private(key).decrypt(sealed.clone());
        Some(self.keys().find_map(opened)?.value().to_owned())
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.first).chain(&self.older)
    }
}

/// Says how many keys there are, and no more.
impl fmt::Debug for CookieKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CookieKeys({})", self.keys().count())
    }
}

/// Derived, since a key that is taken as it is would be cut at 64 bytes.
fn derived(key: &[u8]) -> Result<Key, CookieKeyFault> {
    match key.len() {
        KEY_BYTES.. => Ok(Key::derive_from(key)),
        short => Err(CookieKeyFault(short)),
    }
}

/// What is signed: `cookie` binds names to sealed values only. The length keeps `a` + `bc` and
/// `ab` + `c` apart.
fn bound(name: &str, value: &str) -> String {
    format!("{}:{name}{value}", name.len())
}

#[cfg(test)]
mod tests {
    use super::{CookieKeyFault, CookieKeys, DIGEST_LEN};
    use crate::SetCookie;

    const VALUES: [&str; 5] = ["", "7", "a=b; c", "Zoë %41", "\0\r\n\"\\"];

    fn ring(first: u8, older: &[u8]) -> CookieKeys {
        let keys = CookieKeys::new([first; 32]).expect("long enough");
        let older = older.iter().map(|byte| [*byte; 32]);
        keys.rotated(older).expect("long enough")
    }

    #[test]
    fn what_was_signed_or_sealed_is_read_back() {
        let keys = ring(1, &[]);
        for value in VALUES {
            let signed = keys.sign(SetCookie::new("a", value));
            assert_eq!(&signed.value()[DIGEST_LEN..], value);
            assert_eq!(keys.verify("a", signed.value()).as_deref(), Some(value));
            let sealed = keys.seal(SetCookie::new("a", value));
            assert_eq!(keys.open("a", sealed.value()).as_deref(), Some(value));
            assert_ne!(
                sealed,
                keys.seal(SetCookie::new("a", value)),
                "one nonce twice"
            );
        }
    }

    #[test]
    fn attributes_stay() {
        let cookie = SetCookie::new("a", "b").path("/x").secure();
        let keys = ring(1, &[]);
        for guarded in [keys.sign(cookie.clone()), keys.seal(cookie.clone())] {
            assert_eq!(guarded.identity(), cookie.identity());
            let line = guarded.header_value().expect("valid");
            let line = line.to_str().expect("ASCII");
            assert!(line.ends_with("; Path=/x; SameSite=lax; Secure"), "{line}");
        }
    }

    #[test]
    fn older_keys_read_and_do_not_write() {
        let (old, new) = (ring(1, &[]), ring(2, &[3, 1]));
        let signed = old.sign(SetCookie::new("a", "b"));
        assert_eq!(new.verify("a", signed.value()).as_deref(), Some("b"));
        let sealed = old.seal(SetCookie::new("a", "b"));
        assert_eq!(new.open("a", sealed.value()).as_deref(), Some("b"));

        let signed = new.sign(SetCookie::new("a", "b"));
        assert_eq!(old.verify("a", signed.value()), None);
        let sealed = new.seal(SetCookie::new("a", "b"));
        assert_eq!(old.open("a", sealed.value()), None);
    }

    #[test]
    fn a_changed_value_is_void() {
        let keys = ring(1, &[2]);
        let signed = keys.sign(SetCookie::new("a", "user=7"));
        let sealed = keys.seal(SetCookie::new("a", "user=7"));
        for at in 0..signed.value().len() {
            let tampered = flipped(signed.value(), at);
            assert_eq!(keys.verify("a", &tampered), None, "{tampered}");
        }
        for at in 0..sealed.value().len() {
            let tampered = flipped(sealed.value(), at);
            assert_eq!(keys.open("a", &tampered), None, "{tampered}");
        }
        assert_eq!(keys.open("a", signed.value()), None);
        assert_eq!(keys.verify("a", sealed.value()), None);
    }

    /// Another letter at one place.
    fn flipped(text: &str, at: usize) -> String {
        let other = if text.as_bytes()[at] == b'x' {
            "y"
        } else {
            "x"
        };
        format!("{}{other}{}", &text[..at], &text[at + 1..])
    }

    #[test]
    fn a_value_under_another_name_is_void() {
        let keys = ring(1, &[]);
        let signed = keys.sign(SetCookie::new("user", "7"));
        let sealed = keys.seal(SetCookie::new("user", "7"));
        for name in ["admin", "User", "use", "user7", ""] {
            assert_eq!(keys.verify(name, signed.value()), None, "{name}");
            assert_eq!(keys.open(name, sealed.value()), None, "{name}");
        }
        // A character that moves from the name to the value.
        let moved = format!("{}r7", &signed.value()[..DIGEST_LEN]);
        assert_eq!(keys.verify("use", &moved), None);
    }

    #[test]
    fn garbage_is_void() {
        let keys = ring(1, &[2]);
        let cut_inside_a_letter = format!("{}é", "a".repeat(DIGEST_LEN - 1));
        let many = "A".repeat(70_000);
        for garbage in [
            "",
            "=",
            "AAAA",
            "%",
            "\u{fffd}\0",
            &cut_inside_a_letter,
            &many,
        ] {
            assert_eq!(keys.verify("a", garbage), None);
            assert_eq!(keys.open("a", garbage), None);
        }
    }

    #[test]
    fn all_bytes_of_a_key_count_and_32_are_needed() {
        for short in [0, 1, 31] {
            assert_eq!(
                CookieKeys::new(vec![1; short]).err(),
                Some(CookieKeyFault(short))
            );
            let fault = ring(1, &[]).rotated([vec![1; short]]).err();
            assert_eq!(fault, Some(CookieKeyFault(short)));
        }
        let mut long = [1; 100];
        let one = CookieKeys::new(long).expect("long enough");
        long[99] = 2;
        let other = CookieKeys::new(long).expect("long enough");
        let signed = one.sign(SetCookie::new("a", "b"));
        assert_eq!(other.verify("a", signed.value()), None);
    }

    #[test]
    fn keys_are_not_shown() {
        assert_eq!(format!("{:?}", ring(7, &[8])), "CookieKeys(2)");
    }
}
