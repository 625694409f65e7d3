//! Reads `Cache-Control` of an answer as leniently as a cache has to.

use http::{
    HeaderMap,
    header::{self, HeaderValue},
};

use super::{
    CacheControl, CacheDirective,
    CacheDirective::{MaxAge, SMaxage, StaleIfError, StaleWhileRevalidate},
    LONGEST,
};
use crate::fields::list;

impl CacheControl {
    /// Reads the directives of an answer; it never fails.
    ///
    /// Names are read in any case, and unknown ones are passed over (RFC 9111 §5.2.3). Seconds may
    /// stand in quotes. A list of fields, as in `no-cache="set-cookie"`, is passed over as well: the
    /// directive then holds for the whole answer, which is always the stricter reading. Of a
    /// directive that comes twice the first counts, and a `max-age` or `s-maxage` that is no number
    /// is 0, so that the answer is stale (§4.2.1). Other ages that are no numbers are passed over.
    ///
    /// ```
    /// use folio::CacheControl;
    ///
    /// let read = CacheControl::parse(r#"Public, max-age="60", x-mine=1, private="set-cookie""#);
    /// assert_eq!(read.to_string(), "max-age=60, private, public");
    /// ```
    #[must_use]
    pub fn parse(text: impl AsRef<[u8]>) -> Self {
        CacheControl::new().and(text.as_ref())
    }

    /// Reads all lines of `Cache-Control` among the headers of an answer, as
    /// [`parse`](CacheControl::parse) does; nothing is set when there are none.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(header::CACHE_CONTROL).into_iter();
        lines
            .map(HeaderValue::as_bytes)
            .fold(CacheControl::new(), CacheControl::and)
    }

    fn and(self, line: &[u8]) -> Self {
        list::elements(line, b',').fold(self, |read, element| {
            let (name, value) = list::parameter(element);
            let found = CacheDirective::ALL
                .into_iter()
                .find(|known| name.eq_ignore_ascii_case(known.name().as_bytes()));
            let Some(directive) = found.filter(|&directive| !read.has(directive)) else {
                return read;
            };
            let given = value.and_then(seconds);
            let taken = match directive {
                MaxAge | SMaxage => Some(given.unwrap_or(0)),
                StaleWhileRevalidate | StaleIfError => given,
                _ => Some(0),
            };
            taken.map_or(read, |seconds| read.with(directive, seconds))
        })
    }
}

/// `delta-seconds` (RFC 9111 §1.2.2): more than fits is the greatest.
fn seconds(value: &[u8]) -> Option<u32> {
    let mut digits = list::unquoted(value).peekable();
    digits.peek()?;
    digits.try_fold(0_u32, |seconds, digit| {
        let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        Some(
            seconds
                .saturating_mul(10)
                .saturating_add(digit)
                .min(LONGEST),
        )
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::CACHE_CONTROL};

    use super::{CacheControl, CacheDirective};

    #[test]
    fn texts_are_read_leniently() {
        for (text, expected) in [
            ("", ""),
            ("max-age=10", "max-age=10"),
            ("MAX-AGE=10, Public", "max-age=10, public"),
            ("max-age=\"10\"", "max-age=10"),
            ("max-age = 10", "max-age=10"),
            (" ,, no-store ,", "no-store"),
            ("x-new, foo=\"a, no-store\", public", "public"),
            (
                "no-cache=\"set-cookie, x-a\", max-age=1",
                "max-age=1, no-cache",
            ),
            ("private=\"x", "private"),
            ("public=yes", "public"),
            ("max-age=99999999999999999999", "max-age=2147483648"),
            ("max-age=4294967296", "max-age=2147483648"),
            ("max-age=00010", "max-age=10"),
            ("max-age=1, max-age=2", "max-age=1"),
            ("no-cache, max-age=-1", "max-age=0, no-cache"),
            ("max-age=1.5", "max-age=0"),
            ("max-age=", "max-age=0"),
            ("max-age=\"\"", "max-age=0"),
            ("max-age", "max-age=0"),
            ("max-age=x, max-age=60", "max-age=0"),
            ("s-maxage=ten, max-age=5", "max-age=5, s-maxage=0"),
            ("stale-if-error=x, stale-while-revalidate", ""),
            ("stale-if-error=x, stale-if-error=5", "stale-if-error=5"),
            ("no-store\u{e9}, immutable", "immutable"),
        ] {
            assert_eq!(CacheControl::parse(text).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn lines_are_one_list() {
        let mut headers = HeaderMap::new();
        assert!(CacheControl::from_headers(&headers).is_empty());
        for line in ["max-age=1, public", "max-age=2", "immutable"] {
            headers.append(CACHE_CONTROL, HeaderValue::from_static(line));
        }
        let read = CacheControl::from_headers(&headers);
        assert_eq!(read.to_string(), "max-age=1, public, immutable");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let ages = [0, 1, 9, 10, 3600, u32::MAX];
        for set in 0..1_u32 << CacheDirective::ALL.len() {
            let wanted = CacheDirective::ALL.into_iter().enumerate();
            let control = wanted.filter(|(bit, _)| set >> bit & 1 == 1).fold(
                CacheControl::new(),
                |control, (bit, directive)| {
                    control.with(directive, ages[(set as usize + bit) % ages.len()])
                },
            );
            assert_eq!(CacheControl::parse(control.value()), control);
        }
    }
}
