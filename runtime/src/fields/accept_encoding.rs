//! `Accept-Encoding` (RFC 9110 §12.5.3).

use http::{HeaderMap, header::ACCEPT_ENCODING};

use super::{
    list::{elements, parameter},
    weight::{WHOLE, thousandths},
};

/// How many codings are read.
const CODINGS: usize = 64;

/// What a client thinks of a coding, in thousandths; `None` where neither its name nor `*` is there.
/// `x-gzip` is `gzip` (RFC 9110 §8.4.1.3). `*` says nothing of `identity` unless it refuses.
pub(crate) fn coding_weight(headers: &HeaderMap, coding: &str) -> Option<u16> {
    let lines = headers.get_all(ACCEPT_ENCODING).iter();
    let all = lines.flat_map(|line| elements(line.as_bytes(), b','));
    let (mut named, mut any) = (None, None);
    for element in all.take(CODINGS) {
        let mut parts = elements(element, b';');
        let name = parts.next().unwrap_or_default();
        let weight = parts
            .map(parameter)
            .find(|(name, _)| name.eq_ignore_ascii_case(b"q"))
            .and_then(|(_, value)| value.and_then(thousandths))
            .unwrap_or(WHOLE);
        let same = name.eq_ignore_ascii_case(coding.as_bytes())
            || coding == "gzip" && name.eq_ignore_ascii_case(b"x-gzip");
        if same {
            named = named.max(Some(weight));
        } else if name == b"*" && (coding != "identity" || weight == 0) {
            any = any.max(Some(weight));
        }
    }
    named.or(any)
}
