//! Routes: what a request meets. Everything that could be decided is, and nothing changes any more.

use http::{HeaderMap, Response, StatusCode};

use crate::{
    args::{Reader, Shape},
    body::Body,
    context::Context,
    endpoint::Answer,
    layer::States,
    media::Media,
    mount::Mount,
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
    /// The headers of any other answer.
    pub(crate) bare: HeaderMap,
    pub(crate) readers: Vec<Reader>,
    /// The media types a body may come in, where the endpoint names them.
    pub(crate) consumes: &'static [&'static str],
    pub(crate) body_shape: Option<Shape>,
    /// What is taken for a body that is not there.
    pub(crate) body_default: Option<serde_json::Value>,
    pub(crate) states: States,
    /// Whether the layers' settings cover foreign answers.
    pub(crate) covers_foreign: bool,
    /// The service that is mounted here, where this is no endpoint.
    pub(crate) mount: Option<Mount>,
}

impl Route {
    /// What the layers add to a foreign answer, if anything: headers that it lacks. An answer is
    /// nearer than any layer, so its own stay.
    pub(crate) fn cover(&self, response: &mut Response<Body>) {
        if !self.covers_foreign {
            return;
        }
        for name in self.bare.keys() {
            if response.headers().contains_key(name) {
                continue;
            }
            for value in self.bare.get_all(name) {
                response.headers_mut().append(name.clone(), value.clone());
            }
        }
    }
}

/// All routes of an app.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    pub(crate) list: Vec<Route>,
    /// The most bytes a request's body may have.
    pub(crate) body_limit: u64,
    /// The headers of answers that no endpoint gives.
    pub(crate) bare: HeaderMap,
}

impl Routes {
    pub(crate) fn get(&self, index: usize) -> &Route {
        &self.list[index]
    }
}
