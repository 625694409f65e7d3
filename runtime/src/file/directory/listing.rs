//! A page that lists a directory.

use std::fmt::Write;

use http::{HeaderMap, HeaderValue, Response, header::CONTENT_TYPE};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{body::Body, file::systems::Entry, media::Media};

/// The most entries of a page.
pub(super) const MOST: usize = 1_000;

/// All but `unreserved` (RFC 3986 §2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The page: plain HTML, every name escaped, every link relative.
pub(super) fn page(mut entries: Vec<Entry>, is_root: bool) -> Response<Body> {
    entries.sort_by(|a, b| (!a.is_directory, &a.name).cmp(&(!b.is_directory, &b.name)));
    let mut page =
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Files</title>\n<ul>\n".to_owned();
    if !is_root {
        page.push_str("<li><a href=\"../\">../</a>\n");
    }
    for entry in entries {
        let slash = if entry.is_directory { "/" } else { "" };
        let link = utf8_percent_encode(&entry.name, ENCODED);
        let name = escaped(&entry.name);
        // Writing into a `String` can't fail.
        let _ = writeln!(page, "<li><a href=\"./{link}{slash}\">{name}{slash}</a>");
    }
    page.push_str("</ul>\n");
    let mut response = Response::new(Body::from(page));
    *response.headers_mut() =
        HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(Media::HTML.name()))]);
    response
}

/// A text in HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
