//! Cookies of a request (RFC 6265 §5.4).

use std::{borrow::Cow, convert::Infallible};

use http::{HeaderMap, header::COOKIE};
use percent_encoding::percent_decode_str;

use super::{Extract, text::Texts};
use crate::context::Context;

/// The cookies of a request, in the order they came, values percent-decoded.
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
        .filter_map(|line| std::str::from_utf8(line.as_bytes()).ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.split_once('='))
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
}
