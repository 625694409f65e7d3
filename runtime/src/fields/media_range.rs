//! Media ranges with their weights, and media types to hold against them (RFC 9110 §12.5.1).

use super::{
    list::{elements, is_token, parameter, unquoted},
    weight,
};

/// A media type or a media range; `*` stands for any.
#[derive(Debug, Clone, Copy)]
pub(super) struct MediaRange<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// As they stand, the weight among them.
    parameters: &'a [u8],
}

/// How exactly a range names a media type, the least exact first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Specificity {
    concrete: u8,
    parameters: usize,
}

impl<'a> MediaRange<'a> {
    /// `None` for what is none. A lone `*` is `*/*`, which old clients mean by it.
    pub(super) fn parse(text: &'a [u8]) -> Option<Self> {
        let end = text.iter().position(|&byte| byte == b';');
        let (name, parameters) = text.split_at(end.unwrap_or(text.len()));
        let name = match name.trim_ascii() {
            b"*" => b"*/*",
            name => name,
        };
        let slash = name.iter().position(|&byte| byte == b'/')?;
        let (kind, subtype) = (&name[..slash], &name[slash + 1..]);
        let sound = is_name(kind) && is_name(subtype) && (kind != b"*" || subtype == b"*");
        sound.then_some(MediaRange {
            kind: std::str::from_utf8(kind).ok()?,
            subtype: std::str::from_utf8(subtype).ok()?,
            parameters,
        })
    }

    /// The type and the subtype in lower case.
    pub(super) fn name(&self) -> String {
        format!("{}/{}", self.kind, self.subtype).to_ascii_lowercase()
    }

    /// Whether it has no parameters.
    pub(super) fn is_bare(&self) -> bool {
        self.parameters().next().is_none()
    }

    /// Whether a type or a subtype is left open.
    pub(super) fn is_wildcard(&self) -> bool {
        self.subtype == "*"
    }

    /// Whether it covers the type and the subtype of another.
    pub(super) fn covers_name(&self, other: &MediaRange<'_>) -> bool {
        let covers = |mine: &str, other: &str| mine == "*" || mine.eq_ignore_ascii_case(other);
        covers(self.kind, other.kind) && covers(self.subtype, other.subtype)
    }

    /// How exactly it names a media type; `None` when it does not cover it. Each of its parameters
    /// has to be one of the media type's.
    pub(super) fn covers(&self, media: &MediaRange<'_>) -> Option<Specificity> {
        if !self.covers_name(media) {
            return None;
        }
        let mut parameters = 0;
        for (name, value) in self.parameters() {
            if !media.has(name, value) {
                return None;
            }
            parameters += 1;
        }
        Some(Specificity {
            concrete: u8::from(self.kind != "*") + u8::from(self.subtype != "*"),
            parameters,
        })
    }

    /// The weight, in thousandths; 1000 when there is none, or none that can be read.
    pub(super) fn quality(&self) -> u16 {
        let mut all = elements(self.parameters, b';').map(parameter);
        let weight = all.find(|(name, _)| is_weight(name));
        let value = weight.and_then(|(_, value)| value);
        value.and_then(weight::thousandths).unwrap_or(weight::WHOLE)
    }

    /// Its parameters but for the weight.
    fn parameters(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        let all = elements(self.parameters, b';').map(parameter);
        all.filter(|(name, _)| !is_weight(name))
            .map(|(name, value)| (name, value.unwrap_or_default()))
    }

    /// What this program writes as text is UTF-8, so a media type that names no charset has that one.
    fn has(&self, name: &[u8], value: &[u8]) -> bool {
        let charset = name.eq_ignore_ascii_case(b"charset");
        let mine = self
            .parameters()
            .find(|(own, _)| own.eq_ignore_ascii_case(name));
        let mine = match mine {
            Some((_, mine)) => mine,
            None if charset => b"utf-8",
            None => return false,
        };
        if charset {
            unquoted(mine)
                .map(|byte| byte.to_ascii_lowercase())
                .eq(unquoted(value).map(|byte| byte.to_ascii_lowercase()))
        } else {
            unquoted(mine).eq(unquoted(value))
        }
    }
}

/// A `*` is a token's character, but stands in no name of RFC 6838 §4.2.
fn is_name(text: &[u8]) -> bool {
    is_token(text) && (text == b"*" || !text.contains(&b'*'))
}

fn is_weight(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"q")
}

#[cfg(test)]
mod tests {
    use super::MediaRange;

    fn parse(text: &str) -> Option<MediaRange<'_>> {
        MediaRange::parse(text.as_bytes())
    }

    #[test]
    fn ranges_are_read() {
        for (text, kind, subtype) in [
            ("text/html", "text", "html"),
            (" text/* ", "text", "*"),
            ("*/*;q=1", "*", "*"),
            ("*", "*", "*"),
            ("* ; q=.2", "*", "*"),
            (
                "application/vnd.a+json ; v=\"1;2\"",
                "application",
                "vnd.a+json",
            ),
        ] {
            let range = parse(text).expect(text);
            assert_eq!((range.kind, range.subtype), (kind, subtype), "{text}");
        }
        for text in [
            "", "text", "text/", "/html", "*/html", "a/b*", "a*/b", "**/*", "a b/c", "a/b/c",
            "a/b c", "é/b", ";q=1",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_weight_is_found_wherever_it_stands() {
        for (range, expected) in [
            ("a/b", 1000),
            ("a/b ; Q = 0.5", 500),
            ("a/b;v=1;q=0.25", 250),
            ("a/b;q=0.25;v=1", 250),
            ("a/b;v=\";q=0\"", 1000),
            ("a/b;q=0.2;q=0.3", 200),
            // What can't be read is as if it were not there.
            ("a/b;q", 1000),
            ("a/b;q=", 1000),
            ("a/b;q=best", 1000),
        ] {
            assert_eq!(parse(range).expect(range).quality(), expected, "{range}");
        }
    }

    #[test]
    fn a_range_covers_what_has_its_parameters() {
        for (range, media, covers) in [
            ("*/*", "text/html", true),
            ("text/*", "TEXT/html", true),
            ("text/*", "texts/html", false),
            ("Text/HTML", "text/html", true),
            ("text/html", "text/html;level=1", true),
            ("text/html;level=1", "text/html", false),
            ("text/html;LEVEL=\"1\"", "text/html; level=1", true),
            ("text/html;level=1;q=0.5", "text/html;a=b;level=1", true),
            ("text/html;level=1;a=c", "text/html;a=b;level=1", false),
            ("a/b;profile=x", "a/b;profile=X", false),
            ("a/b;charset=UTF-8", "a/b;charset=utf-8", true),
            ("a/b;charset=\"utf-8\"", "a/b", true),
            ("a/b;charset=latin1", "a/b", false),
            ("*/*;v=1", "a/b;v=1", true),
            ("*/*;v=1", "a/b", false),
        ] {
            let (range, media) = (parse(range).expect(range), parse(media).expect(media));
            assert_eq!(
                range.covers(&media).is_some(),
                covers,
                "{range:?} {media:?}"
            );
        }
    }

    #[test]
    fn the_exacter_range_is_the_more_specific() {
        let media = parse("text/html;a=1;b=2").expect("a media type");
        let ranges = [
            "*/*",
            "*/*;a=1",
            "text/*",
            "text/html",
            "text/html;a=1",
            "text/html;b=2;a=1",
        ];
        let specificities = ranges.map(|range| parse(range).expect(range).covers(&media));
        assert!(specificities.is_sorted_by(|less, more| less < more));
    }
}
