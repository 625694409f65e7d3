//! The OpenAPI document: everything that runs describes itself, and this writes it down.

mod document;
mod headers;
mod operation;
mod schemas;
mod sequence;
mod types;
#[cfg(feature = "swagger-ui")]
mod ui;

#[cfg(feature = "swagger-ui")]
pub(crate) use self::ui::ui;
pub(crate) use self::{
    document::{Info, Operations},
    operation::reason,
    schemas::referred,
    sequence::sequence,
};
pub use self::{
    operation::{OperationDoc, ProblemDoc},
    schemas::Schemas,
};
