//! What a cursor is bound to, in few bytes.

use sha2::{Digest as _, Sha256};

/// What a cursor is bound to, as digests; the default binds to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Binding {
    /// The list.
    pub(crate) route: Digest,
    /// Its order, and the kinds of its keys.
    pub(crate) order: Digest,
    /// What is asked of its rows.
    pub(crate) filters: Digest,
    /// Who asks.
    pub(crate) subject: Digest,
}

/// A SHA-256, cut to 8 bytes: whoever finds two filters of one digest has a cursor that begins somewhere
/// else in a list that he may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(crate) struct Digest([u8; 8]);

impl Digest {
    pub(super) const LEN: usize = 8;

    /// The digest of parts, each with its length in front, so that `ab`, `c` is not `a`, `bc`.
    pub(crate) fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let mut cut = [0; Self::LEN];
        cut.copy_from_slice(&hash.finalize()[..Self::LEN]);
        Digest(cut)
    }

    pub(super) fn of_bytes(bytes: [u8; Self::LEN]) -> Self {
        Digest(bytes)
    }

    pub(in crate::pages) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn parts_are_kept_apart() {
        let all = [
            Digest::default(),
            Digest::of([]),
            Digest::of([&b""[..]]),
            Digest::of([&b""[..], b""]),
            Digest::of([&b"abc"[..]]),
            Digest::of([&b"ab"[..], b"c"]),
            Digest::of([&b"a"[..], b"bc"]),
            Digest::of([&b"a"[..], b"b", b"c"]),
        ];
        for (index, one) in all.iter().enumerate() {
            assert_eq!(all.iter().position(|other| other == one), Some(index));
        }
    }

    #[test]
    fn a_digest_is_the_beginning_of_a_sha_256() {
        // `printf '\0\0\0\0\0\0\0\003abc' | sha256sum`
        let expected = [0xc3, 0x49, 0x4c, 0xa1, 0xa2, 0xcf, 0x8e, 0xeb];
        assert_eq!(Digest::of([&b"abc"[..]]), Digest::of_bytes(expected));
    }
}
