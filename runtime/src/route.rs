//! Routes: what a request meets. Everything that could be decided is, and nothing changes any more.

use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use crate::{
    args::{Reader, Shape},
    context::Context,
    endpoint::Answer,
    layer::States,
    media::Media,
    template::TemplateEngine,
};

/// An endpoint at its path, with its settings merged.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) path: String,
    pub(crate) call: fn(Context) -> Answer,
    pub(crate) status: StatusCode,
    pub(crate) media: Media,
    /// The headers of an answer with a body.
    pub(crate) ready: HeaderMap,
    /// The headers of an answer without one.
    pub(crate) bare: HeaderMap,
    /// The headers of an error.
    pub(crate) errors: HeaderMap,
    pub(crate) readers: Vec<Reader>,
    /// The media types a body may come in, where the endpoint names them.
    pub(crate) consumes: &'static [&'static str],
    pub(crate) body_shape: Option<Shape>,
    /// What is taken for a body that is not there.
    pub(crate) body_default: Option<serde_json::Value>,
    pub(crate) states: States,
    pub(crate) templates: Option<Arc<dyn TemplateEngine>>,
}

/// All routes of an app.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    pub(crate) list: Vec<Route>,
    /// The most bytes a request's body may have.
    pub(crate) body_limit: u64,
    /// The headers of answers that no endpoint gives.
    pub(crate) bare: HeaderMap,
    /// The headers of errors that no endpoint gives.
    pub(crate) errors: HeaderMap,
}

impl Routes {
    pub(crate) fn get(&self, index: usize) -> &Route {
        &self.list[index]
    }
}
