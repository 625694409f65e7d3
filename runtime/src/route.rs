//! Routes: what a request meets. Everything that could be decided is, and nothing changes any more.

use std::sync::Arc;

use http::{HeaderMap, Response, StatusCode};

use crate::{
    accept::best,
    args::{Reader, Shape},
    body::Body,
    context::Context,
    endpoint::Answer,
    layer::States,
    offer::Offer,
    problem::Rejection,
    reply::NotAcceptable,
    template::TemplateEngine,
};

/// An endpoint at its path, with its settings merged.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) path: String,
    pub(crate) call: fn(Context) -> Answer,
    pub(crate) status: StatusCode,
    /// The representations of its answers: one or more, the first by default.
    pub(crate) offers: Box<[Offer]>,
    /// Whether a client that accepts none of them gets the first.
    pub(crate) disregard_accept: bool,
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

impl Route {
    /// The representation a client likes best; `None` when it accepts none of them.
    pub(crate) fn choose(&self, headers: &HeaderMap) -> Option<u8> {
        let media = self.offers.iter().map(|offer| offer.media);
        let best = best(headers, media).or(self.disregard_accept.then_some(0));
        best.and_then(|index| u8::try_from(index).ok())
    }

    /// The refusal of a request that accepts none of its representations.
    #[cold]
    pub(crate) fn not_acceptable(&self) -> Response<Body> {
        let media = self.offers.iter().map(|offer| offer.media.to_owned());
        let refusal = NotAcceptable {
            available: media.collect(),
        };
        Rejection::from(refusal).respond(self.errors.clone())
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
    /// The headers of errors that no endpoint gives.
    pub(crate) errors: HeaderMap,
}

impl Routes {
    pub(crate) fn get(&self, index: usize) -> &Route {
        &self.list[index]
    }
}
