//! `LastEventId`: how far a client of events has got.

use super::field::fits;
use crate::{
    args::{Extract, ParameterRejection},
    context::Context,
    openapi::OperationDoc,
    problem::FieldError,
};

/// The name of the header.
const NAME: &str = "last-event-id";

/// The id of the last event that a client has got, which browsers send when they come back.
///
/// Hand it to [`Replay::subscribe`](crate::Replay::subscribe), or read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastEventId(Option<String>);

impl LastEventId {
    /// The id; `None` for a client that has got none.
    #[must_use]
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl From<&str> for LastEventId {
    fn from(id: &str) -> Self {
        LastEventId((!id.is_empty()).then(|| id.to_owned()))
    }
}

impl Extract for LastEventId {
    type Rejection = ParameterRejection;

    async fn extract(cx: &mut Context) -> Result<Self, ParameterRejection> {
        let mut lines = cx.parts.headers.get_all(NAME).iter();
        let refused = |message: &str| ParameterRejection {
            errors: vec![FieldError::parameter(NAME, "header", message)],
        };
        let Some(line) = lines.next() else {
            return Ok(LastEventId::default());
        };
        if lines.next().is_some() {
            return Err(refused("is given twice"));
        }
        match std::str::from_utf8(line.as_bytes()) {
            Ok(id) if fits(id.as_bytes()) => Ok(id.into()),
            _ => Err(refused("is not UTF-8")),
        }
    }

    fn is_absent(cx: &Context) -> bool {
        !cx.parts.headers.contains_key(NAME)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.condition(
            NAME,
            "The id of the last event that the client has got: the stream goes on after it.",
        );
    }
}
