//! Validators of answers (RFC 9110 §8.8) and what is asked of them before a write.

use std::time::{Duration, SystemTime};

use http::{HeaderValue, Method, Response, StatusCode, header};
use serde_json::json;

use crate::{
    body::Body,
    context::Context,
    fields::{ETag, InvalidETag, Outcome, Validators},
    layer::Layer,
    openapi::OperationDoc,
    pages::Plan,
    problem::{Problem, ProblemDetails},
    reply::{self, Respond, by},
};

/// Where the entity tag of an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtagSource {
    /// A strong one, hashed from the body; of a page, from the headers of its style too.
    Strong,
    /// A weak one of the same.
    Weak,
    /// The handler gives it: `etag = version`, or [`Response::etag`](crate::Response::etag).
    Given,
}

impl EtagSource {
    /// Tags a successful answer that has no tag yet; a body that is not all there has none to give.
    ///
    /// A page says a part of what it says in headers: its tag covers them, since a list can stay as it
    /// is while the number of all items changes.
    pub(crate) fn tag(self, response: &mut Response<Body>, page: Option<&Plan>) {
        if !response.status().is_success() || response.headers().contains_key(header::ETAG) {
            return;
        }
        let Some(bytes) = response
            .body()
            .bytes()
            .filter(|_| self != EtagSource::Given)
        else {
            return;
        };
        let tag = match page.map(Plan::headers).filter(|names| names.len() > 0) {
            Some(names) => {
                let headers = response.headers();
                let said = names.flat_map(|name| {
                    let values = headers.get_all(name).into_iter().map(HeaderValue::as_bytes);
                    std::iter::once(name.as_str().as_bytes()).chain(values)
                });
                ETag::beside(bytes, said)
            }
            None => ETag::of(bytes),
        };
        let tag = if self == EtagSource::Weak {
            tag.into_weak()
        } else {
            tag
        };
        response.headers_mut().insert(header::ETAG, tag.value());
    }
}

/// A text of a request that can't be a tag is the request's fault: 400.
#[diagnostic::do_not_recommend]
impl Problem for InvalidETag {
    fn problem(self) -> ProblemDetails {
        ProblemDetails::new(400).detail(self.to_string())
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.problem("InvalidETag", 400).any_detail().finish();
    }
}

/// A value that knows its version, for `etag = version`.
///
/// ```
/// use folio::{ETag, Versioned, get};
///
/// #[derive(serde::Serialize, utoipa::ToSchema)]
/// struct Note {
///     revision: u64,
///     text: String,
/// }
///
/// impl Versioned for Note {
///     fn version(&self) -> ETag {
///         ETag::of(self.revision.to_be_bytes())
///     }
/// }
///
/// /// The note: 304 to a client that has this revision.
/// #[get("/note", etag = version)]
/// async fn note() -> Note {
///     Note { revision: 7, text: "Buy milk".to_owned() }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no version, which `etag = version` asks for",
    label = "not `Versioned`",
    note = "write `impl folio::Versioned for …`, or take `etag = strong`, which hashes the body"
)]
pub trait Versioned {
    /// The entity tag of this state of it.
    fn version(&self) -> ETag;
}

/// A value that knows when it was last changed, for `last_modified = modified`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say when it was changed, which `last_modified = modified` asks for",
    label = "not `Modified`",
    note = "write `impl folio::Modified for …`"
)]
pub trait Modified {
    /// When it was last changed; sent by the second.
    fn last_modified(&self) -> SystemTime;
}

macro_rules! by_value {
    ($name:ident, $method:ident, $of:ident, $gives:ty, $message:literal, $note:literal) => {
        #[doc = concat!("An answer that may hold a [`", stringify!($of), "`].")]
        #[diagnostic::on_unimplemented(
                                                            message = $message,
                                                            label = "not validated by its value",
                                                            note = $note
                                                        )]
        pub trait $name<M> {
            /// What its value says; `None` where there is no value.
            fn validator(&self) -> Option<$gives>;
        }

        #[diagnostic::do_not_recommend]
        impl<T: $of> $name<by::Value> for T {
            fn validator(&self) -> Option<$gives> {
                Some(self.$method())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: $name<M>, E: Problem, M> $name<by::Fallible<M>> for Result<T, E> {
            fn validator(&self) -> Option<$gives> {
                self.as_ref().ok().and_then($name::validator)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: $name<M>, M> $name<by::Wrapped<M>> for reply::Response<T> {
            fn validator(&self) -> Option<$gives> {
                self.value().validator()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: $name<M>, M> $name<std::marker::PhantomData<M>> for Option<T> {
            fn validator(&self) -> Option<$gives> {
                self.as_ref().and_then($name::validator)
            }
        }
    };
}

by_value!(
    ByVersion,
    version,
    Versioned,
    ETag,
    "`{Self}` holds no `Versioned` value, which `etag = version` asks for",
    "write `impl folio::Versioned` for the type that the handler returns, or take `etag = strong`, which hashes the body"
);
by_value!(
    ByModified,
    last_modified,
    Modified,
    SystemTime,
    "`{Self}` holds no `Modified` value, which `last_modified = modified` asks for",
    "write `impl folio::Modified` for the type that the handler returns"
);

/// Answers with a value, and the validators that were taken from it before.
pub fn respond<T: Respond<M>, M>(
    value: T,
    etag: Option<ETag>,
    modified: Option<SystemTime>,
    cx: &mut Context,
) -> Response<Body> {
    let mut response = value.respond(cx);
    if !response.status().is_success() {
        return response;
    }
    let headers = response.headers_mut();
    if let Some(tag) = etag.filter(|_| !headers.contains_key(header::ETAG)) {
        headers.insert(header::ETAG, tag.value());
    }
    if let Some(time) = modified.filter(|_| !headers.contains_key(header::LAST_MODIFIED)) {
        headers.extend(http_date(time).map(|date| (header::LAST_MODIFIED, date)));
    }
    response
}

/// A time as HTTP writes it (RFC 9110 §5.6.7); a year beyond 9999 or before 1970 has no form there.
pub(crate) fn http_date(time: SystemTime) -> Option<HeaderValue> {
    let year_10000 = SystemTime::UNIX_EPOCH + Duration::from_hours(70_389_528);
    let writable = (SystemTime::UNIX_EPOCH..year_10000).contains(&time);
    HeaderValue::try_from(httpdate::fmt_http_date(writable.then_some(time)?)).ok()
}

/// Describes how answers are validated: the conditions that are read, and what they come to.
pub(crate) fn describe(layer: &Layer, methods: &[Method], doc: &mut OperationDoc<'_>) {
    let success = doc.status();
    let read = [Method::GET, Method::HEAD]
        .iter()
        .any(|method| methods.contains(method));
    let mut statuses = vec![success];
    if read {
        doc.answer(StatusCode::NOT_MODIFIED);
        PreconditionFailed::describe(doc);
        doc.headers_of_page(StatusCode::NOT_MODIFIED);
        statuses.push(StatusCode::NOT_MODIFIED);
        doc.condition(
            "if-none-match",
            "Entity tags that the client has: 304 if one is current.",
        );
        doc.condition(
            "if-match",
            "Entity tags that are wanted: 412 if none is current.",
        );
    }
    if read && layer.last_modified {
        doc.condition("if-modified-since", "304 if it was not changed since.");
        doc.condition("if-unmodified-since", "412 if it was changed since.");
    }
    let header = |text: &str| json!({"description": text, "schema": {"type": "string"}});
    for status in statuses {
        if layer.etag.is_some() {
            let text = "The entity tag of what is answered (RFC 9110 §8.8.3).";
            doc.header(status, "etag", header(text));
        }
        if layer.last_modified {
            let text = "When it was last changed (RFC 9110 §8.8.2).";
            doc.header(status, "last-modified", header(text));
        }
    }
}

/// The resource is not in the state the request asks for.
#[derive(Debug, Problem)]
#[problem(status = 412)]
pub struct PreconditionFailed;

/// This request has to say which state of the resource it changes: send `If-Match`.
#[derive(Debug, Problem)]
#[problem(status = 428)]
pub struct PreconditionRequired;

impl Outcome {
    /// Whether a write may go on.
    pub(crate) fn may_write(self) -> Result<(), PreconditionFailed> {
        if self == Outcome::Proceed {
            Ok(())
        } else {
            Err(PreconditionFailed)
        }
    }
}

/// A state of a resource, as its validators tell it.
pub trait Current {
    /// Its validators.
    fn validators(&self) -> Validators;
}

impl Current for ETag {
    fn validators(&self) -> Validators {
        Validators {
            etag: Some(self.clone()),
            last_modified: None,
        }
    }
}

impl Current for Validators {
    fn validators(&self) -> Validators {
        self.clone()
    }
}

impl<T: Versioned> Current for T {
    fn validators(&self) -> Validators {
        self.version().validators()
    }
}
