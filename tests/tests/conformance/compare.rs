//! How a recorded answer and Folio's differ.
//!
//! These differences are general, by design, and not looked at:
//!
//! - 400 and 422 are one: both say that the request is at fault.
//! - Litestar's own errors are JSON objects, Folio's RFC 9457 problems; the status counts, and the
//!   headers the error brought. Errors carry the headers of their layers, which Litestar leaves out.
//! - A redirect has no content, so no `content-type`; Litestar says `text/plain` of nothing.
//! - MessagePack goes under its registered name, `application/vnd.msgpack`, as with Litestar's next
//!   release; `application/x-msgpack` has to be asked for.
//! - Answers that `Accept` decided say so by `vary`.
//! - Values of cookies are percent-encoded, not quoted in Python's way: what counts is what they are
//!   once decoded. Names of attributes have no case.
//! - The entity tag that Litestar makes of a file begins with its time; Folio's is another text.
//! - Files say that parts of them can be had, by `accept-ranges`.
//! - How long a body is says its transport, which a client in memory does without.

use cookie::Cookie;
use folio::test::Answer;
use serde_json::Value;

use crate::case::Recorded;

/// What Folio does differently; nothing when the case passes.
pub(crate) fn differences(recorded: &Recorded, answer: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    let status = answer.status().as_u16();
    if fold(recorded.status) != fold(status) {
        found.push(format!("the status is {status}, not {}", recorded.status));
    }
    let error = is_error(recorded);
    fields(recorded, answer, error, &mut found);
    if !error && !same_body(&recorded.body(), answer.bytes()) {
        let body = String::from_utf8_lossy(answer.bytes());
        found.push(format!("the body is {body:?}"));
    }
    if recorded.body().is_empty() && matches!(status, 204 | 304) {
        for name in ["content-type", "content-length"] {
            if let Some(value) = answer.header(name) {
                found.push(format!("it has no content and says {name}: {value}"));
            }
        }
    }
    found
}

fn fold(status: u16) -> u16 {
    if status == 422 { 400 } else { status }
}

/// Whether an answer is Litestar's own error object.
fn is_error(recorded: &Recorded) -> bool {
    let object: Option<Value> = serde_json::from_slice(&recorded.body()).ok();
    recorded.status >= 400 && object.is_some_and(|object| object["status_code"].is_u64())
}

fn fields(recorded: &Recorded, answer: &Answer, error: bool, found: &mut Vec<String>) {
    let skipped = |name: &str| match name {
        "content-length" | "vary" | "set-cookie" | "accept-ranges" => true,
        "etag" => recorded
            .all("etag")
            .any(|tag| tag.starts_with("\"1700000000.0-")),
        "content-type" => error || (300..400).contains(&recorded.status),
        _ => false,
    };
    for (name, value) in &recorded.headers {
        let sent = answer.header(name);
        if !skipped(name) && sent != Some(registered(value)) {
            found.push(format!("{name} is {sent:?}, not {value:?}"));
        }
    }
    if recorded.all("etag").next().is_some() && answer.header("etag").is_none() {
        found.push("it has no etag".to_owned());
    }
    let recorded_cookies = sorted(recorded.all("set-cookie").map(of_python));
    let lines = answer.headers().get_all("set-cookie").iter();
    let cookies = sorted(lines.map(|line| Cookie::parse_encoded(line.to_str().unwrap()).unwrap()));
    if recorded_cookies != cookies {
        found.push(format!(
            "the cookies are {cookies:?}, not {recorded_cookies:?}"
        ));
    }
    for name in answer.headers().keys().filter(|_| recorded.status < 400) {
        let name = name.as_str();
        if !skipped(name) && recorded.all(name).next().is_none() {
            found.push(format!("it says {name}: {:?}", answer.header(name)));
        }
    }
}

/// A value under the name that the registry of media types has for it.
fn registered(value: &str) -> &str {
    match value {
        "application/x-msgpack" => "application/vnd.msgpack",
        value => value,
    }
}

fn sorted<'c>(cookies: impl Iterator<Item = Cookie<'c>>) -> Vec<Cookie<'c>> {
    let mut cookies: Vec<_> = cookies.collect();
    cookies.sort_by_key(|cookie| cookie.name().to_owned());
    cookies
}

/// A cookie whose value may be quoted in Python's way: `"a\073b"`.
fn of_python(line: &str) -> Cookie<'_> {
    let mut cookie = Cookie::parse(line).unwrap();
    let quoted = cookie.value_raw().unwrap_or_default().to_owned();
    let Some(inner) = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"')) else {
        return cookie;
    };
    let (mut value, mut rest) = (String::new(), inner);
    while let Some((plain, escaped)) = rest.split_once('\\') {
        value.push_str(plain);
        let octal = escaped.get(..3).and_then(|d| u8::from_str_radix(d, 8).ok());
        value.push(octal.map_or_else(|| escaped.chars().next().unwrap(), char::from));
        rest = &escaped[if octal.is_some() { 3 } else { 1 }..];
    }
    value.push_str(rest);
    cookie.set_value(value);
    cookie
}

/// Whether bodies are alike: byte by byte, or as JSON, whose members stay in order here.
fn same_body(recorded: &[u8], sent: &[u8]) -> bool {
    let json = |body| serde_json::from_slice::<Value>(body).map(|value| value.to_string());
    recorded == sent
        || json(recorded)
            .ok()
            .zip(json(sent).ok())
            .is_some_and(|(recorded, sent)| recorded == sent)
}
