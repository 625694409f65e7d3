//! Answers whose status the request has decided: 206, 304, 404, 412, 416 in the place of the endpoint's.

use http::Response;

use crate::body::Body;

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
