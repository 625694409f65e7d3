//! Conditional requests (RFC 9110 §13): what the conditions of a request come to.

use std::time::{SystemTime, UNIX_EPOCH};

use http::{
    HeaderMap, HeaderName, Method,
    header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE},
};

use super::etag::{ETag, ETags, is_strong_match};

/// What the state of a representation is told by (RFC 9110 §8.8).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// Its entity tag.
    pub etag: Option<ETag>,
    /// When it was last changed; compared by the second, as `Last-Modified` shows it.
    pub last_modified: Option<SystemTime>,
}

/// What the conditions of a request come to (RFC 9110 §13.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// They hold, or there are none: the method is carried out.
    Proceed,
    /// The client has the current representation: 304 (Not Modified).
    NotModified,
    /// The resource is not in the state the client wants it in: 412 (Precondition Failed).
    Failed,
}

impl Outcome {
    /// Evaluates `If-Match`, `If-Unmodified-Since`, `If-None-Match` and `If-Modified-Since`, in the
    /// order of RFC 9110 §13.2.2.
    ///
    /// `current` is the representation that the method is about; `None` says that there is none, as
    /// for a resource that is yet to be made. CONNECT, OPTIONS and TRACE have no conditions (§13.2.1).
    /// A date that is none, and a date for a representation without one, are passed over (§13.1.3,
    /// §13.1.4); tags are read as [`ETags`] says.
    ///
    /// Conditions count only when the answer would be a success without them (§13.2.1), which the
    /// caller has to know.
    ///
    /// ```
    /// use folio::{ETag, Outcome, Validators, http::{HeaderMap, Method, header::IF_NONE_MATCH}};
    ///
    /// let etag = ETag::of("Andorra");
    /// let headers = HeaderMap::from_iter([(IF_NONE_MATCH, etag.value())]);
    /// let current = Validators { etag: Some(etag), last_modified: None };
    ///
    /// let outcome = Outcome::evaluate(&Method::GET, &headers, Some(&current));
    /// assert_eq!(outcome, Outcome::NotModified);
    /// ```
    #[must_use]
    pub fn evaluate(method: &Method, headers: &HeaderMap, current: Option<&Validators>) -> Self {
        if [Method::CONNECT, Method::OPTIONS, Method::TRACE].contains(method) {
            return Outcome::Proceed;
        }
        let reads = [Method::GET, Method::HEAD].contains(method);
        let etag = current.and_then(|current| current.etag.as_ref());
        let modified = current.and_then(|current| current.last_modified);

        let as_wanted = match ETags::from_headers(headers, &IF_MATCH) {
            Some(tags) if tags.is_any() => current.is_some(),
            Some(tags) => etag.is_some_and(|etag| tags.strong_match(etag)),
            None => !is_newer(modified, headers, &IF_UNMODIFIED_SINCE).unwrap_or(false),
        };
        if !as_wanted {
            return Outcome::Failed;
        }
        let is_known = match ETags::from_headers(headers, &IF_NONE_MATCH) {
            Some(tags) if tags.is_any() => current.is_some(),
            Some(tags) => etag.is_some_and(|etag| tags.weak_match(etag)),
            None if reads => !is_newer(modified, headers, &IF_MODIFIED_SINCE).unwrap_or(true),
            None => false,
        };
        match (is_known, reads) {
            (false, _) => Outcome::Proceed,
            (true, true) => Outcome::NotModified,
            (true, false) => Outcome::Failed,
        }
    }
}

impl Validators {
    /// Whether `Range` counts as far as `If-Range` is concerned (RFC 9110 §13.1.5): there is no
    /// `If-Range`, or it names this very representation.
    ///
    /// A tag has to be equal by the strong comparison, a date has to be the one of `last_modified`.
    /// Whoever sets `last_modified` vouches for it that the content does not change twice in a second
    /// (§8.8.2.2).
    #[must_use]
    pub fn if_range(&self, headers: &HeaderMap) -> bool {
        let mut lines = headers.get_all(IF_RANGE).into_iter();
        let (line, another) = (lines.next(), lines.next());
        let Some(value) = line.map(|line| line.as_bytes().trim_ascii()) else {
            return true;
        };
        let tag = self.etag.as_ref();
        let same_tag = tag.is_some_and(|tag| is_strong_match(value, tag));
        let modified = self.last_modified.map(second);
        let same_date = modified.is_some_and(|modified| date(value) == Some(modified));
        another.is_none() && (same_tag || same_date)
    }
}

/// Whether a representation was changed after the date in a header; `None` when one of them is
/// missing, or when the header is not one date.
fn is_newer(modified: Option<SystemTime>, headers: &HeaderMap, name: &HeaderName) -> Option<bool> {
    let modified = modified?;
    let mut lines = headers.get_all(name).into_iter();
    let (line, another) = (lines.next()?, lines.next());
    let date = date(line.as_bytes())?;
    another.is_none().then(|| second(modified) > date)
}

/// The second of an `HTTP-date` in any of its three forms (RFC 9110 §5.6.7).
fn date(value: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(value).ok()?;
    httpdate::parse_http_date(text).ok().map(second)
}

/// The second since 1970; what is older can't be shown by `Last-Modified` and counts as 1970.
fn second(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests;
