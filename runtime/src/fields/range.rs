//! `Range` and `Content-Range` (RFC 9110 §14): which parts of a content a request asks for.

mod content;

use std::ops::Range;

use http::{HeaderMap, header::RANGE};

use super::list::elements;

pub(crate) use self::content::{unsatisfied, written};

/// The most ranges that are read; a request for more of them gets the whole, as RFC 9110 §14.2 allows.
pub(crate) const MOST_RANGES: usize = 16;

/// The byte ranges of a `Range` field (RFC 9110 §14.1.2), before the length of the content is known.
///
/// ```
/// use folio::{ByteRanges, Selected, http::{HeaderMap, HeaderValue, header::RANGE}};
///
/// let headers = HeaderMap::from_iter([(RANGE, HeaderValue::from_static("bytes=0-4, -2"))]);
/// let ranges = ByteRanges::from_headers(&headers).unwrap();
/// assert_eq!(ranges.select(100), Selected::Parts(vec![0..5, 98..100]));
/// assert_eq!(ranges.select(6), Selected::Parts(vec![0..6]));
/// assert_eq!(ByteRanges::parse("bytes=7-").unwrap().select(7), Selected::Unsatisfiable);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByteRanges(Vec<Spec>);

/// One `range-spec`; a position that no number holds is as far as positions go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spec {
    /// `first-`, `first-last`.
    From(u64, Option<u64>),
    /// `-length`.
    Suffix(u64),
}

/// What ranges come to, for a content of some length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selected {
    /// All of it: 200.
    Whole,
    /// These parts of it, none of them empty, no two of them with a byte in common: 206. They stand
    /// in the order they were asked for.
    Parts(Vec<Range<u64>>),
    /// No range meets the content: 416.
    Unsatisfiable,
}

impl ByteRanges {
    /// The ranges of a request; `None` where there are none to heed: no field or several, another
    /// unit, what is no range, or more than 16 of them (RFC 9110 §14.2).
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let mut lines = headers.get_all(RANGE).into_iter();
        let (line, another) = (lines.next()?, lines.next());
        another.is_none().then(|| Self::parse(line.as_bytes()))?
    }

    /// The same of one value.
    #[must_use]
    pub fn parse(value: impl AsRef<[u8]>) -> Option<Self> {
        let value = value.as_ref().trim_ascii();
        let equals = value.iter().position(|&byte| byte == b'=')?;
        let (unit, set) = (&value[..equals], &value[equals + 1..]);
        if !unit.eq_ignore_ascii_case(b"bytes") {
            return None;
        }
        let mut specs = Vec::new();
        for element in elements(set, b',') {
            if specs.len() == MOST_RANGES {
                return None;
            }
            specs.push(Spec::parse(element)?);
        }
        (!specs.is_empty()).then_some(ByteRanges(specs))
    }

    /// What they come to for a content of `length` bytes.
    ///
    /// Ranges that overlap or touch become one, at the place of the first of them, so that no byte is
    /// sent twice (RFC 9110 §15.3.7.2). Those that lie beyond the end are left out, and those that
    /// reach beyond it are cut there. A suffix of nothing is the whole: an empty part has no
    /// `Content-Range`.
    #[must_use]
    pub fn select(&self, length: u64) -> Selected {
        let mut parts: Vec<Range<u64>> = Vec::with_capacity(self.0.len());
        let mut satisfied = false;
        for spec in &self.0 {
            let Some(range) = spec.of(length) else {
                continue;
            };
            satisfied = true;
            if !range.is_empty() {
                join(&mut parts, range);
            }
        }
        match (satisfied, parts.is_empty()) {
            (false, _) => Selected::Unsatisfiable,
            (true, true) => Selected::Whole,
            (true, false) => Selected::Parts(parts),
        }
    }
}

/// Adds a range to others: at the place of the first one it meets, which takes in all it meets. There
/// are [`MOST_RANGES`] at most.
fn join(parts: &mut Vec<Range<u64>>, mut range: Range<u64>) {
    let meets = |known: &Range<u64>, range: &Range<u64>| {
        known.start <= range.end && range.start <= known.end
    };
    let mut place = parts.len();
    while let Some(at) = parts.iter().rposition(|known| meets(known, &range)) {
        let known = parts.remove(at);
        range = known.start.min(range.start)..known.end.max(range.end);
        place = at;
    }
    parts.insert(place.min(parts.len()), range);
}

impl Spec {
    fn parse(text: &[u8]) -> Option<Self> {
        let dash = text.iter().position(|&byte| byte == b'-')?;
        let (first, last) = (&text[..dash], &text[dash + 1..]);
        if first.is_empty() {
            return position(last).map(Spec::Suffix);
        }
        let first = position(first)?;
        if last.is_empty() {
            return Some(Spec::From(first, None));
        }
        let last = position(last)?;
        (first <= last).then_some(Spec::From(first, Some(last)))
    }

    /// The part of a content; `None` where it is not satisfiable (RFC 9110 §14.1.2).
    fn of(self, length: u64) -> Option<Range<u64>> {
        match self {
            Spec::From(first, last) => {
                let end = last.map_or(length, |last| last.saturating_add(1).min(length));
                (first < length).then_some(first..end)
            }
            Spec::Suffix(0) => None,
            Spec::Suffix(suffix) => Some(length.saturating_sub(suffix)..length),
        }
    }
}

/// `1*DIGIT`; a number that is too large is the largest.
fn position(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0_u64, |number, digit| {
        let digit = u64::from(digit - b'0');
        number.saturating_mul(10).saturating_add(digit)
    }))
}

#[cfg(test)]
mod tests;
