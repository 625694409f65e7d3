//! Lists of entity tags: `If-Match` and `If-None-Match` (RFC 9110 §13.1.1, §13.1.2).

use http::{
    HeaderMap, HeaderName,
    header::{GetAll, HeaderValue},
};

use super::{ETag, is_etagc};

/// The entity tags of `If-Match` or `If-None-Match`: `*`, or a list over any number of lines.
///
/// They are read while they are compared, so that nothing is stored however long the list is.
///
/// What is no entity tag matches nothing, and ends the reading of its line, since where the next tag
/// begins is then anyone's guess; tags before it count. `*` counts only when it stands alone. So a
/// malformed `If-Match` is one that fails, and a malformed `If-None-Match` one that holds.
///
/// ```
/// use folio::{ETag, ETags, http::{HeaderMap, header::IF_NONE_MATCH}};
///
/// # fn main() -> Result<(), folio::InvalidETag> {
/// let mut headers = HeaderMap::new();
/// headers.insert(IF_NONE_MATCH, r#""r6", W/"r7""#.parse().unwrap());
///
/// let tags = ETags::from_headers(&headers, &IF_NONE_MATCH).expect("there is one");
/// assert!(tags.weak_match(&ETag::strong("r7")?));
/// assert!(!tags.strong_match(&ETag::strong("r7")?));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct ETags<'h> {
    lines: GetAll<'h, HeaderValue>,
}

impl<'h> ETags<'h> {
    /// The tags in a header of this name; `None` when there is no such header.
    #[must_use]
    pub fn from_headers(headers: &'h HeaderMap, name: &HeaderName) -> Option<Self> {
        headers.contains_key(name).then(|| ETags {
            lines: headers.get_all(name),
        })
    }

    /// Whether it is `*`, which any representation matches.
    #[must_use]
    pub fn is_any(&self) -> bool {
        let mut lines = self.lines().filter(|line| !line.is_empty());
        lines.next() == Some(b"*") && lines.next().is_none()
    }

    /// Whether a tag of the list equals this one by the strong comparison (RFC 9110 §8.8.3.2). `*`
    /// is no tag.
    #[must_use]
    pub fn strong_match(&self, tag: &ETag) -> bool {
        !tag.is_weak() && self.matches(tag, |listed| !listed.weak)
    }

    /// Whether a tag of the list equals this one by the weak comparison (RFC 9110 §8.8.3.2). `*` is
    /// no tag.
    #[must_use]
    pub fn weak_match(&self, tag: &ETag) -> bool {
        self.matches(tag, |_| true)
    }

    fn matches(&self, tag: &ETag, counts: impl Fn(&Tag<'_>) -> bool) -> bool {
        let text = tag.tag().as_bytes();
        self.lines()
            .flat_map(tags)
            .any(|listed| listed.text == text && counts(&listed))
    }

    fn lines(&self) -> impl Iterator<Item = &'h [u8]> {
        self.lines.iter().map(|line| line.as_bytes().trim_ascii())
    }
}

/// A tag in a list. It may hold bytes that are no text.
#[derive(Debug)]
struct Tag<'a> {
    weak: bool,
    text: &'a [u8],
}

/// Whether a value is one tag and equals this one by the strong comparison.
pub(in crate::fields) fn is_strong_match(value: &[u8], tag: &ETag) -> bool {
    next_tag(value).is_some_and(|(read, rest)| {
        let strong = !read.weak && !tag.is_weak();
        rest.is_empty() && strong && read.text == tag.tag().as_bytes()
    })
}

fn tags(line: &[u8]) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        while let Some((b',' | b' ' | b'\t', after)) = rest.split_first() {
            rest = after;
        }
        let (tag, after) = next_tag(rest)?;
        rest = after;
        Some(tag)
    })
}

/// A tag and what follows it, which is nothing or begins with a comma.
fn next_tag(text: &[u8]) -> Option<(Tag<'_>, &[u8])> {
    let quoted = text.strip_prefix(b"W/");
    let weak = quoted.is_some();
    let text = quoted.unwrap_or(text).strip_prefix(b"\"")?;
    let end = text.iter().position(|byte| !is_etagc(*byte))?;
    let rest = text[end..].strip_prefix(b"\"")?.trim_ascii_start();
    let ends = rest.is_empty() || rest.starts_with(b",");
    let text = &text[..end];
    ends.then_some((Tag { weak, text }, rest))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::IF_MATCH};

    use super::{super::ETag, ETags, tags};

    fn headers(lines: &[&str]) -> HeaderMap {
        let line = |line: &&str| HeaderValue::from_bytes(line.as_bytes()).expect("a header");
        let lines = lines.iter().map(line).map(|line| (IF_MATCH, line));
        lines.collect()
    }

    #[test]
    fn lists_are_read_up_to_a_fault() {
        for (line, expected) in [
            ("", ""),
            (r#""a""#, "a"),
            (r#""a", W/"b","c""#, "a w:b c"),
            (r#" ,, "a" ,	, "b",,"#, "a b"),
            (r#""a,b", "c""#, "a,b c"),
            (r#""a\", "b""#, r"a\ b"),
            (r#""", W/"""#, " w:"),
            (r#""a", b, "c""#, "a"),
            (r#""a" "b""#, ""),
            (r#""a"b, "c""#, ""),
            (r#""a", w/"b", "c""#, "a"),
            (r#""a", *"#, "a"),
            (r#"*, "a""#, ""),
            (r#""a", "b"#, "a"),
            (r#""a b", "c""#, ""),
            ("a", ""),
            ("*", ""),
            ("\"\u{e9}\"", "\u{e9}"),
        ] {
            let text = |tag: super::Tag<'_>| {
                let weak = if tag.weak { "w:" } else { "" };
                format!("{weak}{}", String::from_utf8_lossy(tag.text))
            };
            let read: Vec<_> = tags(line.as_bytes()).map(text).collect();
            assert_eq!(read.join(" "), expected, "{line}");
        }
    }

    #[test]
    fn any_stands_alone() {
        for (lines, expected) in [
            (&["*"][..], true),
            (&[" * "], true),
            (&["*", ""], true),
            (&["*", "*"], false),
            (&["*", "\"a\""], false),
            (&["*,"], false),
            (&["\"*\""], false),
            (&[""], false),
        ] {
            let headers = headers(lines);
            let tags = ETags::from_headers(&headers, &IF_MATCH).expect("lines");
            assert_eq!(tags.is_any(), expected, "{lines:?}");
        }
        assert!(ETags::from_headers(&HeaderMap::new(), &IF_MATCH).is_none());
    }

    #[test]
    fn lines_are_one_list() {
        let headers = headers(&["\"a\", broken, \"x\"", "W/\"b\"", "\"c\""]);
        let tags = ETags::from_headers(&headers, &IF_MATCH).expect("lines");
        for (text, strong, weak) in [
            ("a", true, true),
            ("b", false, true),
            ("c", true, true),
            ("x", false, false),
            ("", false, false),
        ] {
            let tag = ETag::strong(text).expect(text);
            assert_eq!(tags.strong_match(&tag), strong, "{text}");
            assert_eq!(tags.weak_match(&tag), weak, "{text}");
            assert!(!tags.strong_match(&tag.clone().into_weak()), "{text}");
            assert_eq!(tags.weak_match(&tag.into_weak()), weak, "{text}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_compared_as_they_are() {
        let value = HeaderValue::from_bytes(b"\"\xff\", \"a\"").expect("obs-text");
        let headers = HeaderMap::from_iter([(IF_MATCH, value)]);
        let tags = ETags::from_headers(&headers, &IF_MATCH).expect("a line");
        assert!(tags.strong_match(&ETag::strong("a").expect("a")));
    }
}
