//! The text of a `Set-Cookie` line (RFC 6265bis §4.1.1).

use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

use percent_encoding::{AsciiSet, CONTROLS, PercentEncode, utf8_percent_encode};

use super::SetCookie;

/// What is no cookie-octet, and `%`, so that every value is read back as it was.
const NOT_VALUE: AsciiSet = CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b',')
    .add(b';')
    .add(b'\\')
    .add(b'%');

/// The last second of the year 9999, which an HTTP date can still say.
const LAST_SECOND: u64 = 253_402_300_799;

pub(super) fn of(cookie: &SetCookie) -> String {
    write(
        cookie,
        Cow::from(encoded(&cookie.value)),
        cookie.expires.map(date),
    )
}

pub(super) fn example(cookie: &SetCookie) -> String {
    let value = match cookie.value.is_empty() && cookie.max_age != Some(0) {
        true => Cow::Borrowed("<value>"),
        false => Cow::from(encoded(&cookie.value)),
    };
    let expires = cookie.expires.map(|time| match time {
        SystemTime::UNIX_EPOCH => date(time),
        _ => "<date>".to_owned(),
    });
    write(cookie, value, expires)
}

/// Length of the value as it is sent.
pub(super) fn value_len(cookie: &SetCookie) -> usize {
    encoded(&cookie.value).map(str::len).sum()
}

fn encoded(value: &str) -> PercentEncode<'_> {
    utf8_percent_encode(value, &NOT_VALUE)
}

fn date(time: SystemTime) -> String {
    let last = SystemTime::UNIX_EPOCH + Duration::from_secs(LAST_SECOND);
    httpdate::fmt_http_date(time.clamp(SystemTime::UNIX_EPOCH, last))
}

/// Attributes stand in alphabetical order; an empty text is one without a value.
fn write(cookie: &SetCookie, value: Cow<'_, str>, expires: Option<String>) -> String {
    let flag = |set: bool| set.then_some("");
    let max_age = cookie.max_age.map(|seconds| seconds.to_string());
    let attributes = [
        ("Domain", cookie.host()),
        ("Expires", expires.as_deref()),
        ("HttpOnly", flag(cookie.http_only)),
        ("Max-Age", max_age.as_deref()),
        ("Partitioned", flag(cookie.partitioned)),
        ("Path", cookie.path.as_deref()),
        ("SameSite", cookie.same_site.map(super::SameSite::name)),
        ("Secure", flag(cookie.secure)),
    ];
    let mut line = format!("{}={value}", cookie.name);
    for (name, text) in attributes {
        let Some(text) = text else { continue };
        line.push_str("; ");
        line.push_str(name);
        if !text.is_empty() {
            line.push('=');
            line.push_str(text);
        }
    }
    line
}
