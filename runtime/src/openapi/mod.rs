//! The OpenAPI document: everything that runs describes itself, and this writes it down.

mod document;
mod headers;
mod operation;
mod schemas;
mod types;
#[cfg(feature = "swagger-ui")]
mod ui;

use http::StatusCode;

#[cfg(feature = "swagger-ui")]
pub(crate) use self::ui::ui;
pub(crate) use self::{
    document::{Info, Operations},
    schemas::referred,
};
pub use self::{
    operation::{OperationDoc, ProblemDoc},
    schemas::Schemas,
};

/// The reason phrase of a status (RFC 9110 §15), or a word for one that has none.
pub(crate) fn reason(status: StatusCode) -> &'static str {
    match status.as_u16() {
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        _ => status.canonical_reason().unwrap_or("Response"),
    }
}
