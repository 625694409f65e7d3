//! `Content-Range` (RFC 9110 §14.4), as it is written.

use std::ops::Range;

/// `bytes first-last/length` of a part that is not empty.
pub(crate) fn written(part: &Range<u64>, length: u64) -> String {
    let last = part.end.saturating_sub(1);
    format!("bytes {}-{last}/{length}", part.start)
}

/// `bytes */length`, for a 416.
pub(crate) fn unsatisfied(length: u64) -> String {
    format!("bytes */{length}")
}
