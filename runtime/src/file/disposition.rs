//! `Content-Disposition` (RFC 6266): what to do with a file, and its name.

use http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disposition {
    /// Save it.
    Attachment,
    /// Show it.
    Inline,
}

/// The most bytes of a name, as most file systems have it.
const LONGEST: usize = 255;

/// The most bytes of a suffix with its dot.
const SUFFIX: usize = 32;

/// All but `attr-char` (RFC 8187 §3.2.1).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

impl Disposition {
    /// The field: `filename` in plain ASCII, which every client reads, and `filename*` where that is
    /// not the whole name.
    pub(super) fn value(self, name: Option<&str>) -> HeaderValue {
        let word = match self {
            Disposition::Attachment => "attachment",
            Disposition::Inline => "inline",
        };
        let bare = HeaderValue::from_static(word);
        let name = name.unwrap_or_default();
        let is_simple = |byte: u8| is_plain(char::from(byte)) && byte != b'/';
        if !name.is_empty() && name.len() <= LONGEST && name.bytes().all(is_simple) {
            // Nothing but visible ASCII and blanks.
            let field = [word, "; filename=\"", name, "\""].concat();
            return HeaderValue::try_from(field).unwrap_or(bare);
        }
        let name = cleaned(name);
        if name.is_empty() {
            return bare;
        }
        let plain: String = name
            .chars()
            .map(|c| if is_plain(c) { c } else { '_' })
            .collect();
        let field = if plain == name {
            format!("{word}; filename=\"{plain}\"")
        } else {
            let encoded = utf8_percent_encode(&name, ENCODED);
            format!("{word}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
        };
        // Nothing but visible ASCII and blanks is left.
        HeaderValue::try_from(field).unwrap_or(bare)
    }
}

/// A name without what no file should be saved under (RFC 6266 §4.3): separators of paths, controls,
/// and marks that turn the direction of writing, which hide a suffix.
fn cleaned(name: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let kept = name.chars().filter(|c| !c.is_control() && !turns(*c));
    let name: String = kept
        .map(|c| if matches!(c, '/' | '\\') { '_' } else { c })
        .collect();
    if name.len() <= LONGEST {
        return name;
    }
    // What is cut keeps its suffix, which says what it is.
    let dot = name.rfind('.').filter(|dot| name.len() - dot <= SUFFIX);
    let suffix = dot.map_or("", |dot| &name[dot..]);
    let end = name.floor_char_boundary(LONGEST - suffix.len());
    format!("{}{suffix}", &name[..end])
}

/// What stands in a quoted string for itself with every client: quotes and backslashes are unescaped
/// in different ways, and some take `%` for an encoding (RFC 6266 appendix D).
fn is_plain(c: char) -> bool {
    (c == ' ' || c.is_ascii_graphic()) && !matches!(c, '"' | '\\' | '%')
}

#[cfg(test)]
mod tests {
    use super::Disposition::{Attachment, Inline};

    #[test]
    fn names_are_plain_and_whole() {
        for (name, expected) in [
            ("", "attachment"),
            ("\r\n\0", "attachment"),
            ("report.pdf", "attachment; filename=\"report.pdf\""),
            ("my report.txt", "attachment; filename=\"my report.txt\""),
            ("a;b=c,d.txt", "attachment; filename=\"a;b=c,d.txt\""),
            (
                "a\"b;c.txt",
                "attachment; filename=\"a_b;c.txt\"; filename*=UTF-8''a%22b%3Bc.txt",
            ),
            ("a\\b/c.txt", "attachment; filename=\"a_b_c.txt\""),
            (
                "../../etc/passwd",
                "attachment; filename=\".._.._etc_passwd\"",
            ),
            (
                "100%.txt",
                "attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt",
            ),
            (
                "a\r\nx-injected: 1.txt",
                "attachment; filename=\"ax-injected: 1.txt\"",
            ),
            (
                "\u{e9}t\u{e9}.txt",
                "attachment; filename=\"_t_.txt\"; filename*=UTF-8''%C3%A9t%C3%A9.txt",
            ),
            (
                "\u{20ac} rates",
                "attachment; filename=\"_ rates\"; filename*=UTF-8''%E2%82%AC%20rates",
            ),
            (
                "\u{1f600}.png",
                "attachment; filename=\"_.png\"; filename*=UTF-8''%F0%9F%98%80.png",
            ),
            (
                "invoice\u{202e}fdp.exe",
                "attachment; filename=\"invoicefdp.exe\"",
            ),
            ("a\u{7f}\u{85}b", "attachment; filename=\"ab\""),
            ("a'b*c.txt", "attachment; filename=\"a'b*c.txt\""),
        ] {
            assert_eq!(Attachment.value(Some(name)), expected, "{name:?}");
        }
        assert_eq!(Inline.value(Some("a.png")), "inline; filename=\"a.png\"");
        assert_eq!(Inline.value(None), "inline");
    }

    #[test]
    fn a_long_name_ends_between_two_letters() {
        let value = Attachment.value(Some(&"\u{e9}".repeat(500)));
        let (_, encoded) = value.to_str().unwrap().split_once("UTF-8''").unwrap();
        assert_eq!(encoded, "%C3%A9".repeat(127));
        // Its suffix stays, as long as it is one.
        let value = Attachment.value(Some(&format!("{}.tar.gz", "a".repeat(500))));
        let expected = format!("attachment; filename=\"{}.gz\"", "a".repeat(252));
        assert_eq!(value, expected);
        let value = Attachment.value(Some(&format!("a.{}", "b".repeat(500))));
        let expected = format!("attachment; filename=\"a.{}\"", "b".repeat(253));
        assert_eq!(value, expected);
    }

    #[test]
    fn whatever_a_name_holds_it_stays_one_parameter() {
        for c in (0..=0x2_0000).filter_map(char::from_u32) {
            let value = Attachment.value(Some(&format!("a{c}b")));
            let text = value.to_str().expect("visible ASCII");
            let (_, rest) = text.split_once("filename=\"").expect("a name");
            let (plain, rest) = rest.split_once('"').expect("a closed name");
            assert!(plain.starts_with('a') && plain.ends_with('b'), "{text}");
            assert!(
                rest.is_empty() || rest.starts_with("; filename*=UTF-8''a"),
                "{text}"
            );
            assert!(
                !rest.contains('"') && rest.matches(';').count() <= 1,
                "{text}"
            );
        }
    }
}
