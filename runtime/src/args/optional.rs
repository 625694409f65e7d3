//! `Option` of an extractor: `None` when what it reads is not there.

use super::Extract;
use crate::{context::Context, openapi::OperationDoc, spec::Arg};

/// `None` when what `E` reads is absent; something that is there and wrong is still refused.
impl<E: Extract> Extract for Option<E> {
    type Rejection = E::Rejection;
    const BODY: bool = E::BODY;
    const POSITION: bool = E::POSITION;

    async fn extract(cx: &mut Context) -> Result<Self, E::Rejection> {
        if E::is_absent(cx) {
            return Ok(None);
        }
        E::extract(cx).await.map(Some)
    }

    fn describe_as(arg: &Arg, doc: &mut OperationDoc<'_>) {
        E::describe_as(arg, doc);
        if E::BODY {
            doc.body_is_optional();
        }
    }
}
