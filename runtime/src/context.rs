//! One request on its way through an endpoint.

use std::sync::Arc;

use http::{HeaderMap, Response, StatusCode, request::Parts};

use crate::{
    args::ParameterRejection,
    body::Body,
    offer::Offer,
    pages::Binding,
    problem::{FieldError, Rejection},
    reply::Said,
    route::{Route, Routes},
    table::Params,
    task::Tasks,
};

/// How many headers cost less to be put in one by one than to be copied with their map.
const FEW: usize = 4;

/// A request while an endpoint reads it.
///
/// [`Extract`](crate::Extract) implementations take what they need from it.
pub struct Context {
    pub(crate) parts: Parts,
    pub(crate) body: Option<Body>,
    pub(crate) params: Params,
    pub(crate) routes: Arc<Routes>,
    pub(crate) route: usize,
    /// Which of the route's representations the answer is written in.
    pub(crate) offer: u8,
    /// The status that a [`Response`](crate::Response) around the answer sets.
    pub(crate) status: Option<StatusCode>,
    /// What it says of the representation, for an answer that is judged by that.
    pub(crate) said: Option<Box<Said>>,
    /// What the cursor of the request is bound to, where it has one, and so those of its answer.
    pub(crate) binding: Option<Box<Binding>>,
    faults: Vec<FieldError>,
}

impl Context {
    pub(crate) fn new(
        parts: Parts,
        body: Body,
        found: (usize, Params),
        routes: Arc<Routes>,
    ) -> Self {
        Context {
            parts,
            body: Some(body),
            params: found.1,
            routes,
            route: found.0,
            offer: 0,
            status: None,
            said: None,
            binding: None,
            faults: Vec::new(),
        }
    }

    /// Method, target, version, headers and extensions of the request.
    #[must_use]
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The same, to be changed or taken from.
    pub fn parts_mut(&mut self) -> &mut Parts {
        &mut self.parts
    }

    /// Takes the body, unread. `None` when it was taken before.
    pub fn take_body(&mut self) -> Option<Body> {
        self.body.take()
    }

    /// The state of a type that the nearest layer gives.
    #[must_use]
    pub fn state<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.route().states.get()
    }

    /// The template of the path that was met, such as `/cities/{id}`.
    #[must_use]
    pub fn matched_path(&self) -> &str {
        &self.route().path
    }

    /// Runs tasks once an answer was sent, however its body ends.
    ///
    /// Its status decides: after one from 400 on they are left undone, unless they say otherwise
    /// ([`Tasks::on_errors`]). Tasks that were added before run first.
    ///
    /// A handler says [`Response::background`](crate::Response::background); this is for a
    /// [`Respond`](crate::Respond) of your own.
    pub fn background(&self, response: &mut Response<Body>, tasks: impl Into<Tasks>) {
        self.routes.background(self.route, response, tasks.into());
    }

    /// The same request for an answer that is made later, without its body and extensions; its headers
    /// are taken.
    #[cfg(feature = "files")]
    pub(crate) fn detached(&mut self) -> Context {
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.method = self.parts.method.clone();
        parts.uri = self.parts.uri.clone();
        parts.headers = std::mem::take(&mut self.parts.headers);
        let found = (self.route, self.params);
        Context {
            offer: self.offer,
            status: self.status,
            ..Context::new(parts, Body::empty(), found, Arc::clone(&self.routes))
        }
    }

    pub(crate) fn route(&self) -> &Route {
        self.routes.get(self.route)
    }

    /// The representation that was chosen for this request.
    pub(crate) fn offer(&self) -> &Offer {
        &self.route().offers[usize::from(self.offer)]
    }

    /// The headers of an answer: a few in the storage the request's came in, which hyper takes back
    /// for the next request, so that a connection allocates for its headers once; many as a copy of
    /// the map, which hashes nothing.
    pub(crate) fn headers(&mut self, of: impl FnOnce(&Route) -> &HeaderMap) -> HeaderMap {
        let ready = of(self.routes.get(self.route));
        if ready.len() > FEW {
            return ready.clone();
        }
        let mut headers = std::mem::take(&mut self.parts.headers);
        headers.clear();
        for (name, value) in ready {
            headers.append(name.clone(), value.clone());
        }
        headers
    }

    /// An answer with the endpoint's status.
    pub(crate) fn answer(
        &mut self,
        body: Body,
        headers: impl FnOnce(&Route) -> &HeaderMap,
    ) -> Response<Body> {
        let mut response = Response::new(body);
        *response.headers_mut() = self.headers(headers);
        *response.status_mut() = self.route().status;
        response
    }

    pub(crate) fn fault(&mut self, fault: FieldError) {
        self.faults.push(fault);
    }

    /// The refusal of every parameter that failed so far.
    #[doc(hidden)]
    pub fn rejection(&mut self) -> Rejection {
        let errors = std::mem::take(&mut self.faults);
        ParameterRejection { errors }.into()
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context")
            .field("method", &self.parts.method)
            .field("uri", &self.parts.uri)
            .finish_non_exhaustive()
    }
}
