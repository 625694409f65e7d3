//! `Accept` as an argument.

use std::convert::Infallible;

use http::header::ACCEPT;

use super::Extract;
use crate::{context::Context, fields::Accept};

/// It stands in no document: OpenAPI passes over header parameters of this name, since the media
/// types of the answers say what can be asked for.
#[diagnostic::do_not_recommend]
impl Extract for Accept {
    type Rejection = Infallible;

    async fn extract(cx: &mut Context) -> Result<Self, Infallible> {
        Ok(Accept::from_headers(&cx.parts.headers))
    }

    fn is_absent(cx: &Context) -> bool {
        !cx.parts.headers.contains_key(ACCEPT)
    }
}
