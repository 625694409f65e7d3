//! `Accept`: the media types a client takes (RFC 9110 §12.5.1).

use std::{borrow::Cow, cmp::Reverse};

use http::{
    HeaderMap,
    header::{self, HeaderValue},
};

use super::{
    list::elements,
    media_range::{MediaRange, Specificity},
};

/// How many ranges are read.
const RANGES: usize = 64;

/// The media types a client takes: its `Accept` (RFC 9110 §12.5.1).
///
/// A handler may take it as an argument. It is kept as it came and read when it is asked.
///
/// - Without the header everything is acceptable; with an empty one nothing is.
/// - Of the ranges that cover a media type, the most specific says its quality: `text/html;level=1`
///   before `text/html`, that before `text/*`, and that before `*/*`. Of two alike the better counts.
/// - A quality of 0 refuses. One that can't be read is as if it were not there, so it is 1.
/// - The parameters of a range have to be in the media type; those of a media type need not be in the
///   range. Folio writes UTF-8, so `charset=utf-8` covers a media type that names no charset.
/// - What is no range is passed over, and so are ranges from the 65th on.
///
/// ```
/// use folio::{Accept, http::HeaderValue};
///
/// let accept = HeaderValue::from_static("text/*;q=0.5, application/json, text/csv;q=0");
/// let accept = Accept::from(accept);
///
/// let offers = ["text/csv", "text/plain; charset=utf-8", "application/json"];
/// assert_eq!(accept.best_match(&offers), Some(2));
/// assert_eq!(accept.best_match(&offers[..2]), Some(1));
/// assert!(!accept.accepts("text/csv"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accept {
    /// All lines as one; `None` without the header.
    field: Option<HeaderValue>,
}

/// What a client thinks of a media type, the worst first: the quality, how exactly the range names
/// it, and where the range stands.
type Rank = (u16, Specificity, Reverse<usize>);

impl Accept {
    /// The `Accept` among the headers of a request.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(header::ACCEPT);
        let mut each = lines.iter();
        let field = match (each.next(), each.next()) {
            (one, None) => one.cloned(),
            _ => Some(joined(lines)),
        };
        Accept { field }
    }

    /// The place of the offer the client likes best; `None` when it accepts none of them.
    ///
    /// Of offers of one quality, the one that a range names more exactly is liked better, then the
    /// one whose range comes first, then the one that is offered first. An offer that is no media
    /// type is never liked.
    #[must_use]
    pub fn best_match(&self, offers: &[impl AsRef<str>]) -> Option<usize> {
        let ranked = offers.iter().enumerate().filter_map(|(index, offer)| {
            let rank = self.rank(&MediaRange::parse(offer.as_ref().as_bytes())?)?;
            Some((rank, Reverse(index)))
        });
        ranked.max().map(|(_, Reverse(index))| index)
    }

    /// The same for offers that leave something open, such as `application/*`: the place of the offer
    /// and the media type, which is the offer itself or, for an open one, what the client asked for.
    ///
    /// Only a range without wildcards and parameters closes an open offer, in lower case. The client
    /// has the choice then: what is offered as `text/*` may be sent as `text/html`.
    ///
    /// ```
    /// use folio::{Accept, http::HeaderValue};
    ///
    /// let accept = Accept::from(HeaderValue::from_static("application/pdf, text/*"));
    /// let best = accept.best_fill(&["text/plain", "application/*"]);
    /// assert_eq!(best, Some((1, "application/pdf".into())));
    /// ```
    #[must_use]
    pub fn best_fill<'o>(&self, offers: &[&'o str]) -> Option<(usize, Cow<'o, str>)> {
        let ranked = offers.iter().enumerate().filter_map(|(index, offer)| {
            let media = MediaRange::parse(offer.as_bytes())?;
            let (rank, name) = if media.is_wildcard() {
                self.closing(&media)
                    .map(|(rank, range)| (rank, Cow::Owned(range.name())))?
            } else {
                (self.rank(&media)?, Cow::Borrowed(*offer))
            };
            Some((rank, Reverse(index), name))
        });
        ranked.max().map(|(_, Reverse(index), name)| (index, name))
    }

    /// Whether the client takes a media type.
    #[must_use]
    pub fn accepts(&self, media: &str) -> bool {
        self.best_match(&[media]).is_some()
    }

    fn ranges(&self) -> impl Iterator<Item = (Reverse<usize>, MediaRange<'_>)> {
        let field = self
            .field
            .as_ref()
            .map_or(&b"*/*"[..], HeaderValue::as_bytes);
        let ranges = elements(field, b',').filter_map(MediaRange::parse);
        let positions = (0..RANGES).map(Reverse);
        positions.zip(ranges)
    }

    fn rank(&self, media: &MediaRange<'_>) -> Option<Rank> {
        let covering = self.ranges().filter_map(|(position, range)| {
            let specificity = range.covers(media)?;
            Some((specificity, range.quality(), position))
        });
        let (specificity, quality, position) = covering.max()?;
        (quality > 0).then_some((quality, specificity, position))
    }

    /// The range that closes an open offer best.
    fn closing(&self, open: &MediaRange<'_>) -> Option<(Rank, MediaRange<'_>)> {
        let closing = self.ranges().filter_map(|(position, range)| {
            let closes = range.is_bare() && !range.is_wildcard() && open.covers_name(&range);
            let quality = closes.then(|| range.quality())?;
            let specificity = range.covers(&range)?;
            (quality > 0).then_some(((quality, specificity, position), range))
        });
        closing.max_by_key(|(rank, _)| *rank)
    }
}

/// All lines are one list (RFC 9110 §5.3).
fn joined<'h>(lines: impl IntoIterator<Item = &'h HeaderValue>) -> HeaderValue {
    let lines: Vec<_> = lines.into_iter().map(HeaderValue::as_bytes).collect();
    match HeaderValue::try_from(lines.join(&b", "[..])) {
        Ok(value) => value,
        Err(_) => unreachable!("header values with a comma and a blank between them are one"),
    }
}

/// The ranges of one line.
impl From<HeaderValue> for Accept {
    fn from(line: HeaderValue) -> Self {
        Accept { field: Some(line) }
    }
}

#[cfg(test)]
mod tests;
