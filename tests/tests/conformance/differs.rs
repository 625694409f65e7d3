//! What differs on purpose where pages are asked for and shown, and what Folio answers instead.
//!
//! A family has whatever cases meet its condition; which of the sample do, its `ids` say, and its
//! `rows` are requests of the kind with what is at a place of the answer. Both are checked.

#[path = "differs/fastapi_article.rs"]
mod fastapi_article;
#[path = "differs/fastcrud.rs"]
mod fastcrud;
#[path = "differs/flask_smorest.rs"]
mod flask_smorest;
#[path = "differs/starlette_jsonapi.rs"]
mod starlette_jsonapi;

use folio::http::StatusCode;
use percent_encoding::percent_decode_str;
use serde_json::Value;

pub(crate) use self::{
    fastapi_article::FASTAPI_ARTICLE, fastcrud::FASTCRUD, flask_smorest::FLASK_SMOREST,
    starlette_jsonapi::STARLETTE_JSONAPI,
};
use crate::case::Case;

/// Cases that differ in one way.
pub(crate) struct Family {
    pub(crate) name: &'static str,
    pub(crate) why: &'static str,
    pub(crate) of: fn(&Case) -> bool,
    pub(crate) instead: Instead,
    pub(crate) ids: &'static [&'static str],
    pub(crate) rows: &'static [Row],
}

/// A request line, the status of its answer, a place in it and what is there as JSON: a JSON Pointer
/// into the body, or the name of a header and its text. Nothing is looked at behind `-`.
pub(crate) type Row = (&'static str, u16, &'static str, &'static str);

/// What is answered instead.
pub(crate) enum Instead {
    Status(StatusCode),
    /// What was recorded, once the body is altered so.
    Body(fn(&Case, &mut Value)),
    /// What another target is answered.
    As(fn(&Case) -> String),
}

const BAD: Instead = Instead::Status(StatusCode::BAD_REQUEST);

/// The pairs of a query, as they came.
fn pairs(case: &Case) -> impl Iterator<Item = &str> {
    let (_, query) = case.request.path.split_once('?').unwrap_or_default();
    query.split('&').filter(|pair| !pair.is_empty())
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

fn split(pair: &str) -> (String, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (decoded(name), decoded(value))
}

fn values(case: &Case, name: &str) -> Vec<String> {
    let all = pairs(case).map(split);
    all.filter(|(known, _)| known == name)
        .map(|(_, value)| value)
        .collect()
}

/// The last value of a parameter.
fn value(case: &Case, name: &str) -> Option<String> {
    values(case, name).pop()
}

fn path(case: &Case) -> &str {
    let path = case.request.path.split('?').next();
    path.unwrap_or_default()
}

/// The target without a parameter.
fn without(case: &Case, name: &str) -> String {
    let kept: Vec<&str> = pairs(case).filter(|pair| split(pair).0 != name).collect();
    format!("{}?{}", path(case), kept.join("&"))
}

/// Whether a number stands there that isn't written in ASCII.
fn in_other_digits(case: &Case) -> bool {
    let numbers = PARAMETERS.iter().flat_map(|name| values(case, name));
    let mut numbers = numbers.map(|value| value.trim().to_owned());
    numbers.any(|value| !value.is_ascii())
}

/// The parameters of pages that are numbers, which cursors of the samples are too.
const PARAMETERS: [&str; 15] = [
    "page",
    "page_size",
    "page[number]",
    "page[size]",
    "page[offset]",
    "p",
    "per",
    "skip",
    "limit",
    "offset",
    "itemsPerPage",
    "items_per_page",
    "cursor",
    "page[after]",
    "page[before]",
];

fn is_zero(value: &str) -> bool {
    whole(value) == Some(0) && !value.contains('-')
}

/// Whether one of these parameters is given, and meets a condition.
fn any(case: &Case, names: &[&str], is: impl Fn(&str) -> bool) -> bool {
    names
        .iter()
        .filter_map(|name| value(case, name))
        .any(|value| is(&value))
}

const OTHER_DIGITS: &str =
    "numbers are written in ASCII digits: others look like what they are not";

const OPTIONS: Family = Family {
    name: "what OPTIONS answers",
    why: "an answer without content says so: 204, with `Allow`",
    of: |case| case.request.method == "OPTIONS",
    instead: Instead::Status(StatusCode::NO_CONTENT),
    ids: &[],
    rows: &[],
};

const HEAD: Family = Family {
    name: "HEAD",
    why: "HEAD goes wherever GET goes (RFC 9110 §9.3.2)",
    of: |case| case.request.method == "HEAD" && case.answer.status == 405,
    instead: Instead::Status(StatusCode::OK),
    ids: &[],
    rows: &[],
};

/// A whole number in ASCII, as Python's `int` takes it.
fn whole(value: &str) -> Option<i128> {
    let value = value.trim();
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    let mut groups = digits.split('_');
    let is_number =
        groups.all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    let plain = value.replace('_', "");
    is_number.then(|| plain.parse().unwrap_or(i128::MAX))
}

/// Whether a number has more than 64 bits.
fn is_beyond(value: &str) -> bool {
    whole(value).is_some_and(|number| number > i128::from(u64::MAX))
}
