//! A built app: a `tower::Service` and hyper's.

use std::{
    convert::Infallible,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::Arc,
    task::{Context as TaskContext, Poll, Waker, ready},
};

use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue, Method, Request, Response, StatusCode,
    header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING},
    request::Parts,
};
use http_body::Body as HttpBody;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::{
    around::{self, panicked},
    body::{Body, BodyError},
    context::Context,
    endpoint::Answer,
    hooks::RequestHead,
    problem::{ProblemDetails, Rejection},
    problem_format::ProblemFormat,
    route::{Route, Routes},
    serve::{self, Server, Wait},
    table::{Found, Table},
    task::{Queue, TaskReport},
};

/// An app that was checked and can't change any more.
///
/// It is a [`tower::Service`](https://docs.rs/tower-service) over any body, so it can be wrapped in
/// layers and mounted in other frameworks. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Service {
    routes: Arc<Routes>,
    table: Arc<Table>,
    assets: Arc<[Asset]>,
    document: Arc<(Value, String)>,
}

/// Bytes that are ready to be sent: the document, a page that shows it.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Service {
    pub(crate) fn new(
        routes: Routes,
        table: Table,
        assets: Vec<Asset>,
        document: Value,
        text: String,
    ) -> Self {
        Service {
            routes: Arc::new(routes),
            table: Arc::new(table),
            assets: assets.into(),
            document: Arc::new((document, text)),
        }
    }

    /// The OpenAPI document as it is served.
    #[must_use]
    pub fn openapi(&self) -> &str {
        &self.document.1
    }

    /// The OpenAPI document.
    #[must_use]
    pub fn document(&self) -> &Value {
        &self.document.0
    }

    /// Serves on a listener until ctrl-c or SIGTERM, and tells what became of the tasks of answers.
    pub async fn listen(self, listener: TcpListener) -> TaskReport {
        Server::new(self).run(listener, serve::signal()).await
    }

    /// Ends all event streams of the app, those under way and those to come: each tells its client when
    /// it may come back.
    ///
    /// Folio's own server does this when it stops. Another server's program calls it before it waits for
    /// its connections, which an event stream keeps open.
    pub fn end_event_streams(&self) {
        self.routes.closing.close();
    }

    pub(crate) fn tasks(&self) -> &Queue {
        &self.routes.tasks
    }

    /// The route table, a line each: method, path, operation id, every status it may answer. Mounted
    /// services come last, under the method `ANY`.
    #[must_use]
    pub fn route_table(&self) -> String {
        let paths = self.document.0["paths"].as_object();
        let rows: Vec<[String; 4]> = paths
            .into_iter()
            .flatten()
            .flat_map(|(path, item)| {
                item.as_object()
                    .into_iter()
                    .flatten()
                    .map(move |pair| (path, pair))
            })
            .map(|(path, (method, operation))| {
                let statuses = operation["responses"].as_object().into_iter().flatten();
                let statuses: Vec<&str> = statuses.map(|(status, _)| status.as_str()).collect();
                let id = operation["operationId"].as_str().unwrap_or_default();
                [
                    method.to_uppercase(),
                    path.clone(),
                    id.to_owned(),
                    statuses.join(" "),
                ]
            })
            .chain(self.mounts())
            .collect();
        let width = |column: usize| {
            rows.iter()
                .map(|row| row[column].len())
                .max()
                .unwrap_or_default()
        };
        let (a, b, c) = (width(0), width(1), width(2));
        let lines = rows.iter().map(|[method, path, id, statuses]| {
            let line = format!("{method:a$}  {path:b$}  {id:c$}  {statuses}");
            format!("{}\n", line.trim_end())
        });
        lines.collect()
    }

    fn mounts(&self) -> impl Iterator<Item = [String; 4]> {
        let mounts = self
            .routes
            .list
            .iter()
            .filter(|route| route.mount.is_some());
        mounts.map(|route| {
            let path = format!("{}/{{*rest}}", route.path);
            ["ANY".to_owned(), path, String::new(), String::new()]
        })
    }

    pub(crate) fn dispatch(&self, parts: Parts, body: Body) -> ResponseFuture {
        let head = parts.method == Method::HEAD;
        let (target, params) = match self.table.find(&parts.method, parts.uri.path()) {
            Found::Target(target, params) if target < self.routes.list.len() => (target, params),
            found => return self.outside(&found, &parts),
        };
        let call = self.routes.get(target).call;
        let cx = Context::new(parts, body, (target, params), Arc::clone(&self.routes));
        let routes = Arc::clone(&self.routes);
        let Ok(answer) = catch_unwind(AssertUnwindSafe(|| call(cx))) else {
            let route = routes.get(target);
            let response = panicked(&route.errors);
            failed(Some(route), response.status());
            return ResponseFuture::ready(response, head);
        };
        ResponseFuture(State::Running(Running {
            answer,
            routes,
            route: Some(target),
            head,
            connection: None,
        }))
    }

    /// An answer that no endpoint gives.
    #[inline(never)]
    fn outside(&self, found: &Found<'_>, parts: &Parts) -> ResponseFuture {
        let head = parts.method == Method::HEAD;
        let mut response = match found {
            Found::Target(target, _) => self.asset(target - self.routes.list.len()),
            Found::Options(allow) => self.options(allow),
            Found::Method(allow) => {
                let details = ProblemDetails::new(405)
                    .detail("This path has no such method; `allow` lists those it has.");
                self.refuse(details.header(ALLOW, (*allow).clone()))
            }
            Found::Nothing => {
                self.refuse(ProblemDetails::new(404).detail("Nothing is served under this path."))
            }
        };
        if let Some(format) = ProblemFormat::choose(&self.routes.problem_formats, &parts.headers) {
            format.rewrite(&mut response);
        }
        if self.routes.hooks.run_later() {
            return self.hooked(RequestHead::new(parts, None), response, head);
        }
        ResponseFuture::ready(response, head)
    }

    /// An answer that no endpoint gives, as the app's hooks leave it.
    fn hooked(
        &self,
        request: RequestHead,
        mut response: Response<Body>,
        head: bool,
    ) -> ResponseFuture {
        let routes = Arc::clone(&self.routes);
        ResponseFuture(State::Running(Running {
            routes: Arc::clone(&self.routes),
            route: None,
            head,
            connection: None,
            answer: Box::pin(async move {
                around::after(&routes.hooks, &request, &mut response, &routes.errors).await;
                routes.hooks.at_end(request, &mut response, &routes.tasks);
                Ok(response)
            }),
        }))
    }

    /// Whether a mounted service answers.
    #[cfg(feature = "test")]
    pub(crate) fn is_mount(&self, method: &Method, path: &str) -> bool {
        match self.table.find(method, path) {
            Found::Target(target, _) => self
                .routes
                .list
                .get(target)
                .is_some_and(|route| route.mount.is_some()),
            _ => false,
        }
    }

    fn asset(&self, index: usize) -> Response<Body> {
        let Some(asset) = self.assets.get(index) else {
            return self.refuse(ProblemDetails::new(404));
        };
        let mut response = Response::new(Body::full(asset.body.clone()));
        *response.headers_mut() = asset.headers.clone();
        response
    }

    fn options(&self, allow: &HeaderValue) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        *response.headers_mut() = self.routes.bare.clone();
        response.headers_mut().insert(ALLOW, allow.clone());
        response
    }

    pub(crate) fn refuse(&self, details: ProblemDetails) -> Response<Body> {
        Rejection::from(details).respond(self.routes.errors.clone())
    }
}

impl<B> tower_service::Service<Request<B>> for Service
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, _: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> ResponseFuture {
        let (parts, body) = request.into_parts();
        self.dispatch(parts, Body::new(body))
    }
}

/// The answer of a [`Service`] while it is made.
pub struct ResponseFuture(State);

enum State {
    Ready(Option<Response<Body>>),
    Running(Running),
}

/// A handler under way.
struct Running {
    answer: Answer,
    routes: Arc<Routes>,
    route: Option<usize>,
    head: bool,
    /// Who is told when the answer is there.
    connection: Option<Arc<Wait>>,
}

impl ResponseFuture {
    pub(crate) fn ready(mut response: Response<Body>, head: bool) -> Self {
        finish(&mut response, head);
        ResponseFuture(State::Ready(Some(response)))
    }

    /// Lets the handler run until it waits for the first time.
    ///
    /// Whoever calls this polls again at once, with the waker that counts. hyper looks at the socket
    /// before it polls; a request that is answered by then has given its buffer back, and the next
    /// one is read into the same memory.
    ///
    /// The connection is told when the answer is there.
    #[inline]
    pub(crate) fn start(&mut self, connection: &Arc<Wait>) {
        match &mut self.0 {
            State::Ready(Some(response)) => connection.answered(response),
            State::Ready(None) => {}
            State::Running(running) => {
                let cx = &mut TaskContext::from_waker(Waker::noop());
                if let Poll::Ready(mut response) = running.poll(cx) {
                    connection.answered(&mut response);
                    self.0 = State::Ready(Some(response));
                } else {
                    running.connection = Some(Arc::clone(connection));
                }
            }
        }
    }
}

impl std::fmt::Debug for ResponseFuture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ResponseFuture")
    }
}

impl Future for ResponseFuture {
    type Output = Result<Response<Body>, Infallible>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            State::Ready(response) => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                None => Poll::Pending,
            },
            State::Running(running) => {
                let mut response = ready!(running.poll(cx));
                if let Some(connection) = running.connection.take() {
                    connection.answered(&mut response);
                }
                Poll::Ready(Ok(response))
            }
        }
    }
}

impl Running {
    fn poll(&mut self, cx: &mut TaskContext<'_>) -> Poll<Response<Body>> {
        let polled = catch_unwind(AssertUnwindSafe(|| self.answer.as_mut().poll(cx)));
        let errors = || {
            let route = self.route.map(|route| self.routes.get(route));
            route
                .map_or(&self.routes.errors, |route| &route.errors)
                .clone()
        };
        let mut response = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(Ok(response))) => response,
            Ok(Poll::Ready(Err(rejection))) => rejection.respond(errors()),
            Err(_) => panicked(&errors()),
        };
        if let Some(answer) = response.body_mut().take_later() {
            self.answer = answer;
            return self.poll(cx);
        }
        if response.status().is_server_error() {
            let route = self.route.map(|route| self.routes.get(route));
            failed(route, response.status());
        }
        finish(&mut response, self.head);
        Poll::Ready(response)
    }
}

#[cold]
fn failed(route: Option<&Route>, status: StatusCode) {
    let path = route.map_or("", |route| &route.path);
    tracing::error!(status = status.as_u16(), path, "an endpoint failed");
}

/// The one place where answers lose the body they can't have (RFC 9110 §6.4.1, §8.6).
fn finish(response: &mut Response<Body>, head: bool) {
    let status = response.status().as_u16();
    if matches!(status, 100..=199 | 204 | 205 | 304) {
        without_body(response);
    } else if head {
        let length = response.body().size_hint().exact();
        if let Some(length) = length.filter(|length| *length > 0) {
            response
                .headers_mut()
                .insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        response.body_mut().clear();
    }
}

#[cold]
fn without_body(response: &mut Response<Body>) {
    if cfg!(debug_assertions) && !response.body().is_end_stream() {
        let status = response.status().as_u16();
        tracing::warn!(
            status,
            "the body of an answer that can't have one was dropped"
        );
    }
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.remove(CONTENT_TYPE);
    headers.remove(TRANSFER_ENCODING);
    response.body_mut().clear();
}
