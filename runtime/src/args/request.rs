//! `Request`: everything, the body unread.

use std::convert::Infallible;

use super::Extract;
use crate::{body::Body, context::Context};

/// The whole request with its body unread; no limit holds for reading it.
pub type Request = http::Request<Body>;

#[diagnostic::do_not_recommend]
impl Extract for Request {
    type Rejection = Infallible;
    const BODY: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, Infallible> {
        let body = cx.take_body().unwrap_or_default();
        Ok(http::Request::from_parts(cx.parts.clone(), body))
    }
}
