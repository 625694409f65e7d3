//! Cookies of a request (RFC 6265 §5.4).

use std::{borrow::Cow, convert::Infallible};

use http::{HeaderMap, header::COOKIE};
use percent_encoding::percent_decode_str;

use super::{Extract, text::Texts};
use crate::context::Context;

/// The cookies of a request, in the order they came, values percent-decoded as
/// [`SetCookie`](crate::SetCookie) encodes them.
///
/// Browsers send the cookie of the longest path first, so the first of a name is the nearest.
/// A cookie that is not UTF-8 is left out, the others stay.
///
/// Take `#[cookie] name: T` for one cookie of a known name, which stands in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cookies(Vec<(String, String)>);

impl Cookies {
    /// The first cookie of a name; names are case-sensitive.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// Name and value of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[diagnostic::do_not_recommend]
impl Extract for Cookies {
    type Rejection = Infallible;

    async fn extract(cx: &mut Context) -> Result<Self, Infallible> {
        let pairs = pairs(&cx.parts.headers);
        Ok(Cookies(
            pairs
                .map(|(name, value)| (name.to_owned(), decode(value).into_owned()))
                .collect(),
        ))
    }
}

/// Only blanks and tabs are trimmed: other white space belongs to a name, so that no cookie can
/// pass for one with a `__Host-` name.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(COOKIE)
        .into_iter()
        .flat_map(|line| line.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|pair| std::str::from_utf8(pair).ok()?.split_once('='))
        .map(|(name, value)| {
            (
                name.trim_matches([' ', '\t']),
                unquoted(value.trim_matches([' ', '\t'])),
            )
        })
}

fn unquoted(value: &str) -> &str {
    value
        .strip_prefix('"')
        .and_then(|v| v.strip_suffix('"'))
        .unwrap_or(value)
}

/// A value that doesn't decode is taken as it stands.
fn decode(value: &str) -> Cow<'_, str> {
    if !value.contains('%') {
        return Cow::Borrowed(value);
    }
    percent_decode_str(value)
        .decode_utf8()
        .unwrap_or(Cow::Borrowed(value))
}

/// The first cookie of a name.
pub(super) fn texts<'a>(headers: &'a HeaderMap, name: &str) -> Texts<'a> {
    let found = pairs(headers).find(|(known, _)| *known == name);
    found.map_or(Texts::Missing, |(_, value)| Texts::One(decode(value)))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::COOKIE};

    use crate::SetCookie;

    #[test]
    fn pairs_are_split_and_trimmed() {
        let mut headers = HeaderMap::new();
        headers.append(
            COOKIE,
            HeaderValue::from_static("a=1; b=\"2 3\";c=%C3%A9;; broken; d=x=y"),
        );
        headers.append(
            COOKIE,
            HeaderValue::from_bytes("\u{a0}__Host-a=no".as_bytes()).expect("obs-text"),
        );
        let all: Vec<_> = super::pairs(&headers).collect();
        let nbsp = "\u{a0}__Host-a";
        assert_eq!(
            all,
            [
                ("a", "1"),
                ("b", "2 3"),
                ("c", "%C3%A9"),
                ("d", "x=y"),
                (nbsp, "no")
            ]
        );
        let texts = super::texts(&headers, "c");
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["é"]);
    }
    #[test]
    fn one_cookie_that_is_not_utf8_takes_no_other_with_it() {
        let mut headers = HeaderMap::new();
        let line = HeaderValue::from_bytes(b"a=1; b=caf\xe9; c=2").expect("obs-text");
        headers.append(COOKIE, line);
        let all: Vec<_> = super::pairs(&headers).collect();
        assert_eq!(all, [("a", "1"), ("c", "2")]);
    }

    #[test]
    fn the_first_of_a_name_wins() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=near; A=other; a=far"));
        headers.append(COOKIE, HeaderValue::from_static("a=farther"));
        let texts = super::texts(&headers, "a");
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["near"]);
    }

    /// What a browser sends back of a `Set-Cookie` line (RFC 6265bis §5.6, §5.8.3).
    fn sent_back(cookie: &SetCookie) -> HeaderMap {
        let line = cookie.header_value().expect("a valid cookie");
        let line = line.to_str().expect("visible ASCII");
        let pair = line.split(';').next().unwrap_or_default();
        let sent = format!("before=1; {}; after=2", pair.trim_matches([' ', '\t']));
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::try_from(sent).expect("visible ASCII"));
        headers
    }

    fn assert_comes_back(value: &str) {
        let headers = sent_back(&SetCookie::new("c", value.to_owned()));
        let texts = super::texts(&headers, "c");
        assert_eq!(texts.iter().collect::<Vec<_>>(), [value]);
        assert_eq!(super::pairs(&headers).count(), 3, "{value:?}");
    }

    #[test]
    fn every_character_comes_back() {
        for character in '\0'..=char::MAX {
            // Each of the first plane's start, then samples: encoding is by UTF-8 bytes.
            if character < '\u{3000}' || u32::from(character) % 251 == 0 {
                assert_comes_back(&character.to_string());
                assert_comes_back(&format!("\"{character}%{character}\""));
            }
        }
    }

    #[test]
    fn every_mix_of_odd_pieces_comes_back() {
        let pieces = [
            "",
            " ",
            "\t",
            "\"",
            ";",
            ",",
            "\\",
            "=",
            "%",
            "%41",
            "%zz",
            "%C3",
            "+",
            "é",
            "\r\n",
            "\0",
            "; Path=/",
            "a",
            "\u{feff}",
            "🍪",
            "\u{a0}__Host-",
        ];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    assert_comes_back(&[first, second, third].concat());
                }
            }
        }
    }
}
