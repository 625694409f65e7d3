//! `Preconditions`: the conditions of a request, to be checked before a write.

use http::{HeaderMap, Method, header};

use super::Extract;
use crate::{
    context::Context,
    fields::Outcome,
    openapi::OperationDoc,
    problem::Problem,
    validate::{Current, PreconditionFailed, PreconditionRequired},
};

/// The conditions a request puts on the state of the resource it changes (RFC 9110 §13.1).
///
/// Check them against the current state before anything is written. With `preconditions = required`
/// a request without `If-Match`, `If-None-Match` or `If-Unmodified-Since` is refused with 428
/// (RFC 6585 §3), so that no client overwrites what it has not seen.
///
/// ```
/// use folio::{ETag, PreconditionFailed, Preconditions, put};
///
/// /// Replaces the note.
/// #[put("/note", preconditions = required)]
/// async fn replace(text: String, conditions: Preconditions) -> Result<(), PreconditionFailed> {
///     let current = ETag::of("what is there now");
///     conditions.check(Some(&current))?;
///     // … write
///     Ok(())
/// }
/// ```
///
/// Between the check and the write another request may write: do both in one transaction.
#[derive(Debug, Clone)]
pub struct Preconditions {
    method: Method,
    headers: HeaderMap,
}

/// The fields that make a condition.
const CONDITIONS: [header::HeaderName; 4] = [
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::IF_UNMODIFIED_SINCE,
    header::IF_MODIFIED_SINCE,
];

impl Preconditions {
    /// Checks them against the resource as it is; `None` says that there is none.
    ///
    /// # Errors
    ///
    /// The resource is in another state: a 412 problem.
    pub fn check<C: Current>(&self, current: Option<&C>) -> Result<(), PreconditionFailed> {
        let current = current.map(Current::validators);
        Outcome::evaluate(&self.method, &self.headers, current.as_ref()).may_write()
    }

    /// Whether the request has any.
    #[must_use]
    pub fn are_given(&self) -> bool {
        !self.headers.is_empty()
    }
}

impl Extract for Preconditions {
    type Rejection = PreconditionRequired;

    async fn extract(cx: &mut Context) -> Result<Self, PreconditionRequired> {
        let mut headers = HeaderMap::new();
        for name in &CONDITIONS {
            for value in cx.parts.headers.get_all(name) {
                headers.append(name.clone(), value.clone());
            }
        }
        let writes = headers
            .keys()
            .any(|name| *name != header::IF_MODIFIED_SINCE);
        if cx.route().preconditions_required && !writes {
            return Err(PreconditionRequired);
        }
        Ok(Preconditions {
            method: cx.parts.method.clone(),
            headers,
        })
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        for (name, text) in [
            (
                "if-match",
                "Entity tags of the states that may be changed, or `*`.",
            ),
            ("if-none-match", "`*` to write only what is not there yet."),
            (
                "if-unmodified-since",
                "Refuses when the resource was changed later.",
            ),
        ] {
            doc.condition(name, text);
        }
        PreconditionFailed::describe(doc);
    }

    fn describe_as(_: &crate::spec::Arg, doc: &mut OperationDoc<'_>) {
        Self::describe(doc);
        if doc.preconditions_required() {
            PreconditionRequired::describe(doc);
        }
    }
}
