//! Pages of a list, with links to the other pages.

use std::fmt::Write;

use hyper::StatusCode;
use hyper::header::{HeaderName, HeaderValue, LINK};
use peer_common::Record;
use serde::Serialize;

use crate::{Answer, json, refusal};

const X_PAGINATION: HeaderName = HeaderName::from_static("x-pagination");

#[derive(Serialize)]
struct PageView<'list> {
    items: &'list [Record],
    page: u64,
    page_size: u64,
    total: u64,
}

/// A page of the list, its items borrowed.
pub(crate) fn answer(records: &[Record], query: Option<&str>) -> Answer {
    let Some((number, size)) = asked(query) else {
        return refusal(StatusCode::BAD_REQUEST);
    };
    let total = records.len() as u64;
    let last = total.div_ceil(size).max(1);
    let start = (number - 1).saturating_mul(size).min(total);
    let end = start.saturating_add(size).min(total);
    let items = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    let Some(items) = items.and_then(|(start, end)| records.get(start..end)) else {
        return refusal(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let mut answer = json(&PageView {
        items,
        page: number,
        page_size: size,
        total,
    });
    let texts = [
        (LINK, links(number, size, last)),
        (X_PAGINATION, pagination(number, total, last)),
    ];
    for (name, text) in texts {
        // Digits and constants are always a header's value.
        if let Ok(value) = HeaderValue::try_from(text) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}

/// The page that is asked for and its size; `None` where a value is none of those served.
fn asked(query: Option<&str>) -> Option<(u64, u64)> {
    let (mut number, mut size) = (1, 20);
    for pair in query.unwrap_or_default().split('&') {
        match pair.split_once('=') {
            Some(("page", value)) => number = value.parse().ok()?,
            Some(("page_size", value)) => size = value.parse().ok()?,
            _ => {}
        }
    }
    (number >= 1 && (1..=100).contains(&size)).then_some((number, size))
}

/// `Link` (RFC 8288). A text takes whatever is written to it.
fn links(number: u64, size: u64, last: u64) -> String {
    let mut line = String::with_capacity(192);
    let _ = write!(line, "</page?page=1&page_size={size}>; rel=\"first\"");
    if number > 1 {
        let prev = number - 1;
        let _ = write!(line, ", </page?page={prev}&page_size={size}>; rel=\"prev\"");
    }
    if number < last {
        let next = number + 1;
        let _ = write!(line, ", </page?page={next}&page_size={size}>; rel=\"next\"");
    }
    let _ = write!(line, ", </page?page={last}&page_size={size}>; rel=\"last\"");
    line
}

/// `X-Pagination`, as flask-smorest has it.
fn pagination(number: u64, total: u64, last: u64) -> String {
    let mut line = String::with_capacity(128);
    let _ = write!(
        line,
        "{{\"total\": {total}, \"total_pages\": {last}, \"first_page\": 1, \"last_page\": {last}"
    );
    if number <= last {
        let _ = write!(line, ", \"page\": {number}");
        if number > 1 {
            let _ = write!(line, ", \"previous_page\": {}", number - 1);
        }
        if number < last {
            let _ = write!(line, ", \"next_page\": {}", number + 1);
        }
    }
    line.push('}');
    line
}
