//! Errors as answers: RFC 9457 problem details.

use std::{borrow::Cow, fmt};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header::CONTENT_TYPE};
use serde::{Serialize, ser::SerializeMap};
use serde_json::{Map, Value};

use crate::{
    body::Body,
    fields::value_of,
    openapi::{OperationDoc, reason},
};

/// Makes an enum or a struct a [`Problem`](trait@Problem), where the options are documented.
pub use folio_macros::Problem;

/// An error that is an answer, and that stands in the document of every endpoint that returns it.
///
/// Derive it: one attribute a variant says the status, and fields become extension members.
///
/// ```
/// use folio::Problem;
///
/// #[derive(Debug, Problem)]
/// enum CityError {
///     /// No city has this id.
///     #[problem(status = 404)]
///     Unknown { id: u64 },
///     /// Another city has this name and place.
///     #[problem(status = 409, type = "https://example.com/problems/duplicate-city", title = "Duplicate city")]
///     Duplicate,
///     /// The database failed; what it said is logged and never sent.
///     #[problem(status = 500)]
///     Database(#[problem(from)] std::io::Error),
/// }
///
/// let problem = CityError::Unknown { id: 7 }.problem();
/// assert_eq!(
///     serde_json::to_string(&problem).unwrap(),
///     r#"{"type":"about:blank","title":"Not Found","status":404,"detail":"No city has this id.","id":7}"#,
/// );
/// ```
///
/// Options of a variant (or of a struct): `status` (400–599); `type`, a URI, `about:blank` otherwise;
/// `title`, the reason phrase otherwise; `detail`, a format string over the fields, the first line of
/// the doc comment otherwise; `header("name" = "value")`, any number of times; `transparent`, which
/// hands on the one field, itself a problem. A field takes `#[problem(from)]` for a `From`
/// implementation and `#[problem(header = "name")]` to be a header instead of a member. Other fields
/// of variants from 500 on are logged by their `Debug` and never sent.
///
/// ```
/// use folio::Problem;
///
/// #[derive(Debug, Problem)]
/// enum Refused {
///     /// Too many requests.
///     #[problem(status = 429)]
///     Often {
///         /// Seconds to wait for.
///         #[problem(header = "retry-after")]
///         wait: u32,
///         limit: u32,
///     },
///     /// Say who you are.
///     #[problem(status = 401, header("www-authenticate" = "Bearer"))]
///     Nobody,
/// }
/// ```
///
/// A header's value is a text, a number or a boolean; `Option` of one may be missing. One that no header
/// can hold, such as a text with a line end or with letters outside ASCII, is left out and logged.
///
/// # Errors at compile time
///
/// Two variants of one status that a client can't tell apart by `type`, `title` or a constant
/// `detail`; a field named like a member of every problem; a status outside 400–599; a header that is
/// no header, that the server writes, or that is given twice.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no problem, so it can't be an endpoint's error",
    label = "not a `Problem`",
    note = "write `#[derive(Debug, folio::Problem)]` and `#[problem(status = 404)]` above each variant"
)]
pub trait Problem: Sized + Send + 'static {
    /// The answer.
    fn problem(self) -> ProblemDetails;

    /// Describes every answer [`problem`](Problem::problem) can give.
    fn describe(doc: &mut OperationDoc<'_>);
}

/// A problem that never happens.
#[diagnostic::do_not_recommend]
impl Problem for std::convert::Infallible {
    fn problem(self) -> ProblemDetails {
        match self {}
    }

    fn describe(_: &mut OperationDoc<'_>) {}
}

/// A problem document (RFC 9457 §3).
#[derive(Debug, Clone)]
pub struct ProblemDetails {
    status: StatusCode,
    type_uri: Cow<'static, str>,
    title: Cow<'static, str>,
    detail: Option<Cow<'static, str>>,
    members: Map<String, Value>,
    headers: HeaderMap,
}

impl ProblemDetails {
    /// A problem of a status; a number that is no status is a 500.
    #[must_use]
    pub fn new(status: u16) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        ProblemDetails {
            status,
            type_uri: Cow::Borrowed("about:blank"),
            title: Cow::Borrowed(reason(status)),
            detail: None,
            members: Map::new(),
            headers: HeaderMap::new(),
        }
    }

    /// Sets `type`, a URI that names the kind of problem.
    #[must_use]
    pub fn type_uri(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.type_uri = uri.into();
        self
    }

    /// Sets `title`, the same for every problem of its type.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.title = title.into();
        self
    }

    /// Sets `detail`, which says what happened this time.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds an extension member; a value that can't be written as JSON is left out and logged.
    #[must_use]
    pub fn with(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        if ["type", "title", "status", "detail", "instance"].contains(&name) {
            tracing::error!(name, "a problem's own member can't be an extension");
            return self;
        }
        match serde_json::to_value(value) {
            Ok(value) => {
                self.members.insert(name.to_owned(), value);
            }
            Err(error) => tracing::error!(%error, name, "a problem's member can't be written"),
        }
        self
    }

    /// Sets a header of the answer.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sets a header of the answer to a text, a number or a boolean; `None` sets none. A value that a
    /// header can't hold, such as one with a line end, is left out and logged.
    #[must_use]
    pub fn with_header(self, name: HeaderName, value: &(impl Serialize + ?Sized)) -> Self {
        let text = match serde_json::to_value(value) {
            Ok(Value::Null) => return self,
            Ok(Value::String(text)) => Some(text),
            Ok(value @ (Value::Number(_) | Value::Bool(_))) => Some(value.to_string()),
            Ok(Value::Array(_) | Value::Object(_)) | Err(_) => None,
        };
        if let Some(value) = text.as_deref().and_then(value_of) {
            self.header(name, value)
        } else {
            tracing::error!(%name, "a problem's header can't hold its value");
            self
        }
    }

    /// Logs what a 5xx was caused by. It is not kept, so it can't be sent.
    #[must_use]
    pub fn cause(self, name: &str, causes: &[&dyn fmt::Debug]) -> Self {
        tracing::error!(status = self.status.as_u16(), ?causes, "{name}");
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The answer, over headers that are already there.
    pub(crate) fn respond(mut self, mut headers: HeaderMap) -> Response<Body> {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        for (name, value) in self.headers.drain() {
            if let Some(name) = name {
                headers.insert(name, value);
            }
        }
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        let mut response = Response::new(Body::full(Bytes::from(body)));
        *response.status_mut() = self.status;
        *response.headers_mut() = headers;
        response
    }
}

impl Serialize for ProblemDetails {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &self.type_uri)?;
        map.serialize_entry("title", &self.title)?;
        map.serialize_entry("status", &self.status.as_u16())?;
        if let Some(detail) = &self.detail {
            map.serialize_entry("detail", detail)?;
        }
        for (name, value) in &self.members {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// A refusal of any kind, ready to be sent: what stands in front of a handler ends in one.
#[derive(Debug, Clone)]
pub struct Rejection(Box<ProblemDetails>);

impl Rejection {
    /// The answer.
    #[must_use]
    pub fn details(&self) -> &ProblemDetails {
        &self.0
    }

    pub(crate) fn respond(self, headers: HeaderMap) -> Response<Body> {
        self.0.respond(headers)
    }
}

impl<P: Problem> From<P> for Rejection {
    fn from(problem: P) -> Self {
        Rejection(Box::new(problem.problem()))
    }
}

impl From<ProblemDetails> for Rejection {
    fn from(details: ProblemDetails) -> Self {
        Rejection(Box::new(details))
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &self.0;
        write!(f, "{} {}", details.status.as_u16(), details.title)?;
        match &details.detail {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Rejection {}

/// One fault of a request: which field, and what is wrong with it. Values that were sent are not repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// The parameter's name, for a fault outside the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub parameter: Option<String>,
    /// Where the parameter stands: `path`, `query`, `header` or `cookie`.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub location: Option<&'static str>,
    /// A JSON Pointer into the body as a URI fragment (RFC 6901 §6), for a fault inside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub pointer: Option<String>,
    /// What is wrong with it.
    pub detail: String,
}

impl FieldError {
    /// A fault of a parameter; `location` is `path`, `query`, `header` or `cookie`.
    pub fn parameter(name: &str, location: &'static str, detail: impl Into<String>) -> Self {
        FieldError {
            parameter: Some(name.to_owned()),
            location: Some(location),
            pointer: None,
            detail: detail.into(),
        }
    }

    /// A fault inside the body, by a JSON Pointer such as `/items/0/name`; one that is longer than 512
    /// bytes is cut at a segment, so that an answer never repeats much of what came.
    pub fn pointer(pointer: &str, detail: impl Into<String>) -> Self {
        let pointer = match pointer.get(..512) {
            Some(start) if pointer.len() > 512 => {
                start.rsplit_once('/').map_or("", |(whole, _)| whole)
            }
            _ => pointer,
        };
        FieldError {
            parameter: None,
            location: None,
            pointer: Some(format!("#{pointer}")),
            detail: detail.into(),
        }
    }
}
