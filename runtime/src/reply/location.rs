//! Texts as URI references, for `Location` (RFC 9110 §10.2.2): whatever comes, one valid line goes out.

use std::borrow::Cow;

use http::HeaderValue;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What can't stand in an authority (RFC 3986 §3.2), whose brackets hold an address; `%` is looked at
/// apart, since the text may be encoded already.
const NOT_HOST: AsciiSet = CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What can't stand in a path or a query (RFC 3986 §3.3, §3.4).
const NOT_PATH: AsciiSet = NOT_HOST.add(b'[').add(b']');

/// What can't stand in a fragment (RFC 3986 §3.5).
const NOT_FRAGMENT: AsciiSet = NOT_PATH.add(b'#');

/// A URI reference in two parts: what stands before the fragment, and the fragment with its `#`.
pub(super) fn reference(text: &str) -> (String, String) {
    let (front, fragment) = text.split_at(text.find('#').unwrap_or(text.len()));
    let (authority, path) = front.split_at(path_start(front));
    let fragment = fragment
        .strip_prefix('#')
        .map(|fragment| format!("#{}", encoded(fragment, &NOT_FRAGMENT)));
    (
        encoded(authority, &NOT_HOST) + &encoded(path, &NOT_PATH),
        fragment.unwrap_or_default(),
    )
}

/// A path or a query without what can't stand there.
pub(crate) fn path_or_query(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte);
    if text.bytes().all(plain) {
        Cow::Borrowed(text)
    } else {
        // A `#` would begin a fragment.
        Cow::Owned(encoded(text, &NOT_FRAGMENT))
    }
}

/// A text as the value of `Location`.
pub(super) fn location(text: &str) -> HeaderValue {
    let (front, fragment) = reference(text);
    value(front + &fragment)
}

/// A reference as a value.
pub(super) fn value(reference: String) -> HeaderValue {
    match HeaderValue::try_from(reference) {
        Ok(value) => value,
        Err(_) => unreachable!("percent-encoding leaves visible ASCII only"),
    }
}

/// Where the path begins: behind the authority, if there is one.
fn path_start(text: &str) -> usize {
    let start = match text.find("//") {
        Some(0) => 2,
        Some(at) if is_scheme(&text[..at]) => at + 2,
        _ => return 0,
    };
    let end = text[start..].find(['/', '?']);
    end.map_or(text.len(), |end| start + end)
}

/// Whether a text is a scheme and its colon (RFC 3986 §3.1).
fn is_scheme(text: &str) -> bool {
    text.strip_suffix(':').is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    })
}

/// A text without what can't stand there; what is encoded already stays.
fn encoded(text: &str, set: &'static AsciiSet) -> String {
    let mut parts = text.split('%');
    let mut encoded = String::with_capacity(text.len());
    encoded.extend(utf8_percent_encode(parts.next().unwrap_or_default(), set));
    for part in parts {
        let digits = part.as_bytes().get(..2);
        let whole = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        encoded.push_str(if whole { "%" } else { "%25" });
        encoded.extend(utf8_percent_encode(part, set));
    }
    encoded
}
