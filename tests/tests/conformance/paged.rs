//! How a recorded page and Folio's differ.
//!
//! These differences are general, by design, and not looked at:
//!
//! - 400 and 422 are one: both say that the request is at fault. Errors are RFC 9457 problems.
//! - The order of members in objects, but not in the JSON of headers.
//! - Links are relative: what counts is the target they name.
//! - `Allow` names HEAD and OPTIONS too, which go wherever GET goes.
//! - Cursors of bare lists go into `X-Next-Cursor` here; the article has its clients know them.
//! - How an entity tag is made.

use folio::test::Answer;
use serde_json::Value;

use crate::case::{Case, Recorded};

/// The host that samples were recorded at.
const HOST: &str = "http://testserver";

/// Headers that say something of a page.
const OF_PAGES: [&str; 4] = ["x-pagination", "x-paging-info", "link", "x-total-count"];

/// What Folio does differently; nothing when the case passes.
pub(crate) fn differences(case: &Case, answer: &Answer) -> Vec<String> {
    compared(case, &body(&case.answer), answer)
}

/// The same, where another body is expected than was recorded.
pub(crate) fn compared(case: &Case, body: &Value, answer: &Answer) -> Vec<String> {
    let recorded = &case.answer;
    let status = answer.status().as_u16();
    let mut found = Vec::new();
    if fold(recorded.status) != fold(status) {
        found.push(format!("the status is {status}, not {}", recorded.status));
        return found;
    }
    found.extend(allowed(recorded, answer));
    match recorded.status {
        200..300 => {
            headers(case, answer, &mut found);
            if recorded.body().is_empty() != answer.bytes().is_empty() {
                found.push("one of the bodies is empty".to_owned());
            } else if !answer.bytes().is_empty() {
                let sent: Value = serde_json::from_slice(answer.bytes()).unwrap_or_default();
                differing(body, &sent, "", &mut found);
            }
        }
        300..400 => {
            let target = recorded.all("location").next();
            let encoded = |target: &str| target.replace('[', "%5B").replace(']', "%5D");
            let target = target.map(|target| encoded(relative(target)));
            if answer.header("location") != target.as_deref() {
                found.push(format!("it goes to {:?}", answer.header("location")));
            }
        }
        _ => {}
    }
    found
}

/// What lacks in `Allow` that was recorded.
pub(crate) fn allowed(recorded: &Recorded, answer: &Answer) -> Option<String> {
    let sent = answer.header("allow").unwrap_or_default();
    let sent: Vec<&str> = sent.split(',').map(str::trim).collect();
    let recorded = recorded.all("allow").flat_map(|line| line.split(','));
    let mut missing = recorded.filter(|method| !sent.contains(&method.trim()));
    missing
        .next()
        .map(|method| format!("{method} is not allowed"))
}

/// The recorded body, its links relative.
pub(crate) fn body(recorded: &Recorded) -> Value {
    let mut body = serde_json::from_slice(&recorded.body()).unwrap_or_default();
    make_relative(&mut body);
    body
}

fn make_relative(value: &mut Value) {
    match value {
        Value::String(text) => *text = relative(text).to_owned(),
        Value::Array(values) => values.iter_mut().for_each(make_relative),
        Value::Object(members) => members.values_mut().for_each(make_relative),
        _ => {}
    }
}

fn relative(text: &str) -> &str {
    text.strip_prefix(HOST).unwrap_or(text)
}

fn fold(status: u16) -> u16 {
    if status == 422 { 400 } else { status }
}

fn headers(case: &Case, answer: &Answer, found: &mut Vec<String>) {
    let skipped = |name: &str| name.eq_ignore_ascii_case("content-length");
    for (name, value) in &case.answer.headers {
        if skipped(name) {
            continue;
        }
        let sent = answer.header(name);
        let same = if case
            .ignore_headers
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
        {
            sent.is_some()
        } else {
            sent == Some(value)
        };
        if !same {
            found.push(format!("{name} is {sent:?}, not {value:?}"));
        }
    }
    for name in OF_PAGES {
        if let Some(sent) = answer.header(name)
            && case.answer.all(name).next().is_none()
        {
            found.push(format!("it says {name}: {sent}"));
        }
    }
}

/// Where two values differ, objects member by member.
fn differing(recorded: &Value, sent: &Value, at: &str, found: &mut Vec<String>) {
    match (recorded, sent) {
        (Value::Object(recorded), Value::Object(sent)) => {
            for (name, value) in recorded {
                match sent.get(name) {
                    Some(sent) => differing(value, sent, &format!("{at}/{name}"), found),
                    None => found.push(format!("{at}/{name} is missing")),
                }
            }
            let more = sent.keys().filter(|name| !recorded.contains_key(*name));
            found.extend(more.map(|name| format!("{at}/{name} is too many")));
        }
        (Value::Array(recorded), Value::Array(sent)) if recorded.len() == sent.len() => {
            for (index, (recorded, sent)) in recorded.iter().zip(sent).enumerate() {
                differing(recorded, sent, &format!("{at}/{index}"), found);
            }
        }
        (Value::Array(recorded), Value::Array(sent)) => {
            found.push(format!("{at} has {}, not {}", sent.len(), recorded.len()));
        }
        _ if recorded == sent => {}
        _ => found.push(format!("{at} is {sent}, not {recorded}")),
    }
}
