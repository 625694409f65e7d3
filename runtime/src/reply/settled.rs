//! Answers whose status the request has decided: 206, 304, 404, 412, 416 in the place of the endpoint's.
//! What a [`Response`](crate::Response) says around one of them.

use std::time::SystemTime;

use http::{
    HeaderMap, HeaderName, HeaderValue, Response, StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION,
        CONTENT_RANGE, CONTENT_TYPE, ETAG, EXPIRES, LAST_MODIFIED,
    },
};

use crate::{body::Body, fields::ETag, media::Media};

/// Marks them, so that a [`Response`](crate::Response) around them leaves their status alone.
#[derive(Clone)]
struct Settled;

/// Marks an answer.
#[cfg(feature = "files")]
pub(crate) fn settle(mut response: Response<Body>) -> Response<Body> {
    response.extensions_mut().insert(Settled);
    response
}

/// Whether an answer is marked.
pub(super) fn is_settled(response: &Response<Body>) -> bool {
    response.extensions().get::<Settled>().is_some()
}

/// Whether an answer is a problem.
pub(super) fn is_problem(response: &Response<Body>) -> bool {
    let media = response.headers().get(CONTENT_TYPE);
    media.is_some_and(|media| media == Media::PROBLEM.name())
}

/// What is said of a representation, and so of nothing that takes its place.
const OF_THE_VALUE: [HeaderName; 8] = [
    CONTENT_DISPOSITION,
    CONTENT_ENCODING,
    CONTENT_LANGUAGE,
    CONTENT_LOCATION,
    CONTENT_RANGE,
    CONTENT_TYPE,
    ETAG,
    LAST_MODIFIED,
];

/// Takes off the headers of a [`Response`](crate::Response) what is not true of an answer that has taken
/// the place of its value: of a problem, or of a 304, which says of the value what caches need only.
pub(super) fn leave_true(headers: &mut HeaderMap, response: &Response<Body>) {
    let not_modified = response.status() == StatusCode::NOT_MODIFIED && is_settled(response);
    if headers.is_empty() || !(not_modified || is_problem(response)) {
        return;
    }
    for name in &OF_THE_VALUE {
        headers.remove(name);
    }
    if !not_modified {
        // Nobody said how long nothing may be kept.
        headers.remove(CACHE_CONTROL);
        headers.remove(EXPIRES);
    }
}

/// What a [`Response`](crate::Response) says of the representation in it.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "files"),
    expect(dead_code, reason = "nothing else is judged by it")
)]
pub(crate) struct Said {
    pub(crate) media: Option<HeaderValue>,
    pub(crate) etag: Option<ETag>,
    pub(crate) modified: Option<SystemTime>,
    pub(crate) is_encoded: bool,
}

impl Said {
    /// Takes what the value is to say itself; what is no tag or date, nobody says.
    pub(super) fn take(headers: &mut HeaderMap, media: Option<Media>) -> Self {
        let media = media.map(|media| HeaderValue::from_static(media.name()));
        // A tag may hold letters beyond ASCII.
        let text = |value: HeaderValue| String::from_utf8(value.as_bytes().to_vec()).ok();
        let etag = headers.remove(ETAG).and_then(text);
        let modified = headers.remove(LAST_MODIFIED).and_then(text);
        Said {
            media: headers.remove(CONTENT_TYPE).or(media),
            etag: etag.and_then(|tag| tag.parse().ok()),
            modified: modified.and_then(|date| httpdate::parse_http_date(&date).ok()),
            is_encoded: headers.contains_key(CONTENT_ENCODING),
        }
    }
}
