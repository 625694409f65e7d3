//! `Response<T>`: a value with a status and headers of its own.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::LOCATION};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{Respond, by, foreign::changed};
use crate::{body::Body, context::Context, openapi::OperationDoc};

/// What can't stand in a URI reference (RFC 3986 §2); `%` stays, since the text may be encoded already.
const NOT_URI: AsciiSet = CONTROLS
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

/// A value with a status and headers of its own; `Response<()>` has no body.
///
/// Headers that a handler sets are declared by its attribute, so that they stand in the document:
///
/// ```
/// use folio::{Response, post};
///
/// /// Adds a thing.
/// #[post("/things", header("location", description = "Where the thing is."))]
/// async fn add() -> Response<u64> {
///     Response::new(7).location("/things/7")
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Response<T> {
    value: T,
    status: Option<StatusCode>,
    headers: HeaderMap,
}

impl<T> Response<T> {
    /// A value under the endpoint's status and headers.
    pub fn new(value: T) -> Self {
        Response {
            value,
            status: None,
            headers: HeaderMap::new(),
        }
    }

    /// Sets the status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets a header, replacing one of this name.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Adds a header line beside others of this name.
    #[must_use]
    pub fn append(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Sets `Location` (RFC 9110 §10.2.2); what a URI can't hold is percent-encoded.
    #[must_use]
    pub fn location(self, uri: impl AsRef<str>) -> Self {
        let uri = utf8_percent_encode(uri.as_ref(), &NOT_URI).to_string();
        match HeaderValue::try_from(uri) {
            Ok(value) => self.header(LOCATION, value),
            Err(_) => unreachable!("percent-encoding leaves visible ASCII only"),
        }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

#[diagnostic::do_not_recommend]
impl<T: Respond<M>, M> Respond<by::Wrapped<M>> for Response<T> {
    const BODY: bool = T::BODY;

    fn describe(doc: &mut OperationDoc<'_>) {
        T::describe(doc);
    }

    fn respond(self, cx: &mut Context) -> http::Response<Body> {
        let (status, headers) = (self.status, self.headers);
        changed(self.value.respond(cx), move |response| {
            if let Some(status) = status {
                *response.status_mut() = status;
            }
            let mut last = None;
            for (name, value) in headers {
                // A name comes once, with its first value; more values come without it.
                match (name, &last) {
                    (Some(name), _) => {
                        response.headers_mut().insert(name.clone(), value);
                        last = Some(name);
                    }
                    (None, Some(name)) => {
                        response.headers_mut().append(name.clone(), value);
                    }
                    (None, None) => {}
                }
            }
        })
    }
}
