//! Routes: what a request meets. Everything that could be decided is, and nothing changes any more.

use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Response, StatusCode, header::SET_COOKIE};

use crate::{
    args::{Reader, Shape},
    around::Around,
    body::Body,
    context::Context,
    cookies::CookieIdentity,
    endpoint::Answer,
    fields::Accept,
    hooks::Hooks,
    layer::States,
    mount::Mount,
    offer::Offer,
    pages::{Plan, SortSyntax},
    problem::Rejection,
    problem_format::ProblemFormat,
    reply::NotAcceptable,
    task::{Queue, Tasks},
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
    /// The cookies among the headers of answers below 400, by what replaces them.
    pub(crate) cookies: Box<[(CookieIdentity, HeaderValue)]>,
    /// What runs around the endpoint, where anything does.
    pub(crate) around: Option<Box<Around>>,
    pub(crate) preconditions_required: bool,
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
    pub(crate) templates: Option<Arc<dyn TemplateEngine>>,
    /// How its list is paged, where it answers a part of one.
    pub(crate) pages: Option<Arc<Plan>>,
    /// How orders of rows are asked for.
    pub(crate) sort: SortSyntax,
    /// The file system of the endpoint, where it takes one.
    #[cfg(feature = "files")]
    pub(crate) files: Option<Arc<dyn crate::file::FileSystem>>,
}

impl Route {
    /// The representation a client likes best; `None` when it accepts none of them.
    pub(crate) fn choose(&self, headers: &HeaderMap) -> Option<u8> {
        let media: Vec<&str> = self.offers.iter().map(|offer| offer.media).collect();
        let best = Accept::from_headers(headers).best_match(&media);
        let best = best.or(self.disregard_accept.then_some(0));
        best.and_then(|index| u8::try_from(index).ok())
    }

    /// The refusal of a request that accepts none of its representations.
    #[cold]
    pub(crate) fn not_acceptable(&self) -> Rejection {
        let media = self.offers.iter().map(|offer| offer.media.to_owned());
        let refusal = NotAcceptable {
            available: media.collect(),
        };
        Rejection::from(refusal)
    }

    /// What the layers add to a foreign answer, if anything: headers that it lacks. An answer is
    /// nearer than any layer, so its own stay.
    pub(crate) fn cover(&self, response: &mut Response<Body>) {
        if !self.covers_foreign {
            return;
        }
        for name in self.bare.keys() {
            let is_cookie = *name == SET_COOKIE;
            if response.headers().contains_key(name) && !is_cookie {
                continue;
            }
            for value in self.bare.get_all(name) {
                if !(is_cookie && sets(response.headers(), value)) {
                    response.headers_mut().append(name.clone(), value.clone());
                }
            }
        }
    }
}

/// Whether headers set a cookie of the name that a line sets.
fn sets(headers: &HeaderMap, line: &HeaderValue) -> bool {
    let name = |line: &HeaderValue| {
        line.as_bytes()
            .split(|byte| *byte == b'=')
            .next()
            .map(Vec::from)
    };
    headers
        .get_all(SET_COOKIE)
        .iter()
        .any(|known| name(known) == name(line))
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
    /// The app's hooks, which see those answers too.
    pub(crate) hooks: Hooks,
    /// The forms of problems that no endpoint gives, besides JSON.
    pub(crate) problem_formats: Vec<ProblemFormat>,
    /// Where tasks of answers run.
    pub(crate) tasks: Arc<Queue>,
}

impl Routes {
    pub(crate) fn get(&self, index: usize) -> &Route {
        &self.list[index]
    }

    /// Runs tasks once an answer of a route was sent, where its status lets them.
    pub(crate) fn background(&self, route: usize, response: &mut Response<Body>, tasks: Tasks) {
        if tasks.run_on(response.status()) && !tasks.is_empty() {
            let path = &self.get(route).path;
            response.body_mut().run_after(tasks, &self.tasks, path);
        }
    }
}
