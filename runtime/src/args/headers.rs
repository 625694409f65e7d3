//! `Headers`: all header fields of a request. Also its method, target and version.

use std::{convert::Infallible, ops::Deref};

use http::{HeaderMap, Method, Uri, Version};

use super::Extract;
use crate::context::Context;

/// The header fields of a request.
///
/// Take `#[header] name: T` for one field of a known name, which stands in the document.
#[derive(Debug, Clone, Default)]
pub struct Headers(pub HeaderMap);

impl Deref for Headers {
    type Target = HeaderMap;

    fn deref(&self) -> &HeaderMap {
        &self.0
    }
}

#[diagnostic::do_not_recommend]
impl Extract for Headers {
    type Rejection = Infallible;

    async fn extract(cx: &mut Context) -> Result<Self, Infallible> {
        Ok(Headers(cx.parts.headers.clone()))
    }
}

/// The method, HEAD included where GET serves it.
#[diagnostic::do_not_recommend]
impl Extract for Method {
    type Rejection = Infallible;

    async fn extract(cx: &mut Context) -> Result<Self, Infallible> {
        Ok(cx.parts.method.clone())
    }
}

/// The target as it came.
#[diagnostic::do_not_recommend]
impl Extract for Uri {
    type Rejection = Infallible;

    async fn extract(cx: &mut Context) -> Result<Self, Infallible> {
        Ok(cx.parts.uri.clone())
    }
}

#[diagnostic::do_not_recommend]
impl Extract for Version {
    type Rejection = Infallible;

    async fn extract(cx: &mut Context) -> Result<Self, Infallible> {
        Ok(cx.parts.version)
    }
}
