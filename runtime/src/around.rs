//! What runs around an endpoint that has hooks or validators; others never come here.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    task::Poll,
};

use http::{HeaderMap, HeaderName, Method, Response, StatusCode, header};

use crate::{
    body::Body,
    context::Context,
    endpoint::Answer,
    fields::{ETag, Outcome, Validators},
    hooks::{Hooks, RequestHead},
    layer::Layer,
    problem::{ProblemDetails, Rejection},
    problem_format::ProblemFormat,
    reply::is_uncovered,
    route::Route,
    validate::{EtagSource, PreconditionFailed},
};

/// What a route has around its endpoint.
#[derive(Debug)]
pub(crate) struct Around {
    hooks: Hooks,
    /// Whether answers to GET and HEAD are validated, and what makes their entity tag.
    validates: bool,
    etag: Option<EtagSource>,
    /// Whether the client chooses among representations.
    negotiates: bool,
    /// The forms of problems besides JSON.
    problems: Vec<ProblemFormat>,
    endpoint: fn(Context) -> Answer,
}

impl Around {
    /// `None` where there is nothing.
    pub(crate) fn of(
        layer: &Layer,
        methods: &[Method],
        negotiates: bool,
        problems: Vec<ProblemFormat>,
        endpoint: fn(Context) -> Answer,
    ) -> Option<Box<Self>> {
        let validates = layer.validates() && methods.iter().any(is_safe);
        let idle = !validates
            && !negotiates
            && problems.is_empty()
            && layer.etag.is_none()
            && layer.hooks.before.is_empty()
            && !layer.hooks.run_later();
        (!idle).then(|| {
            Box::new(Around {
                hooks: layer.hooks.clone(),
                validates,
                etag: layer.etag,
                negotiates,
                problems,
                endpoint,
            })
        })
    }
}

fn is_safe(method: &Method) -> bool {
    [Method::GET, Method::HEAD].contains(method)
}

/// Answers with everything around the endpoint: what a route that has any calls in its place.
pub(crate) fn call(cx: Context) -> Answer {
    let (routes, index) = (Arc::clone(&cx.routes), cx.route);
    Box::pin(async move {
        let route = routes.get(index);
        let Some(around) = &route.around else {
            return Err(ProblemDetails::new(500).into());
        };
        let problems = ProblemFormat::choose(&around.problems, &cx.parts.headers);
        let asks = around.validates && is_safe(&cx.parts.method);
        let request = (asks || around.hooks.run_later())
            .then(|| RequestHead::new(&cx.parts, Some(&route.path)));
        let mut response = match caught(resolved(before(around, cx))).await {
            Some(Ok(response)) => response,
            Some(Err(rejection)) => rejection.respond(route.errors.clone()),
            None => panicked(&route.errors),
        };
        let covered = !is_uncovered(&response);
        if let Some(request) = request.as_ref().filter(|_| covered) {
            after(&around.hooks, request, &mut response, &route.errors).await;
            declared(&mut response, route);
        }
        if let Some(source) = around.etag.filter(|_| covered) {
            source.tag(&mut response, route.pages.as_deref());
        }
        if let (Some(request), true) = (&request, asks && covered) {
            validate(request, &mut response, &route.errors);
        }
        if let Some(format) = problems.filter(|_| covered) {
            format.rewrite(&mut response);
        }
        if let Some(request) = request {
            around.hooks.at_end(request, &mut response, &routes.tasks);
        }
        Ok(response)
    })
}

async fn before(around: &Around, mut cx: Context) -> Result<Response<Body>, Rejection> {
    if around.negotiates {
        let route = cx.route();
        let chosen = route.choose(&cx.parts.headers);
        cx.offer = chosen.ok_or_else(|| route.not_acceptable())?;
    }
    for hook in &around.hooks.before {
        if let Some(answer) = (hook.run)(&mut cx).await {
            return Ok(answer);
        }
    }
    (around.endpoint)(cx).await
}

/// The answer itself, where a service gives it later.
async fn resolved(
    answer: impl Future<Output = Result<Response<Body>, Rejection>>,
) -> Result<Response<Body>, Rejection> {
    let mut response = answer.await?;
    match response.body_mut().take_later() {
        Some(answer) => answer.await,
        None => Ok(response),
    }
}

/// Runs every hook, whatever becomes of one of them.
pub(crate) async fn after(
    hooks: &Hooks,
    request: &RequestHead,
    response: &mut Response<Body>,
    errors: &HeaderMap,
) {
    let begun = response.body_mut().take_after();
    for hook in &hooks.after {
        let run = caught((hook.run)(request, response)).await;
        if run.is_none() {
            *response = panicked(errors);
        }
    }
    response.body_mut().give_after(begun);
}

/// What the layers declare is on every answer, also where a hook put another one in its place.
fn declared(response: &mut Response<Body>, route: &Route) {
    let error = response.status().is_client_error() || response.status().is_server_error();
    let declared = if error { &route.errors } else { &route.bare };
    let headers = response.headers_mut();
    let missing: Vec<&HeaderName> = declared
        .keys()
        .filter(|name| !headers.contains_key(*name))
        .collect();
    for name in missing {
        for value in declared.get_all(name) {
            headers.append(name.clone(), value.clone());
        }
    }
}

/// A future's output; `None` when it panicked.
async fn caught<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(move |cx| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx)));
        polled.map_or(Poll::Ready(None), |polled| polled.map(Some))
    })
    .await
}

/// The panic itself was printed by the panic hook.
#[cold]
pub(crate) fn panicked(headers: &HeaderMap) -> Response<Body> {
    tracing::error!("a handler panicked");
    Rejection::from(ProblemDetails::new(500)).respond(headers.clone())
}

/// Answers 304 or 412 where the conditions of a request say so (RFC 9110 §13.2.2).
fn validate(request: &RequestHead, response: &mut Response<Body>, errors: &HeaderMap) {
    if !response.status().is_success() {
        return;
    }
    let current = validators(response.headers());
    match Outcome::evaluate(request.method(), request.headers(), Some(&current)) {
        Outcome::Proceed => {}
        Outcome::NotModified => not_modified(response),
        Outcome::Failed => {
            let begun = response.body_mut().take_after();
            *response = Rejection::from(PreconditionFailed).respond(errors.clone());
            response.body_mut().give_after(begun);
        }
    }
}

/// What an answer's headers say of its state.
fn validators(headers: &HeaderMap) -> Validators {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let etag = text(header::ETAG).and_then(|tag| tag.parse::<ETag>().ok());
    let date = text(header::LAST_MODIFIED);
    Validators {
        etag,
        last_modified: date.and_then(|date| httpdate::parse_http_date(date).ok()),
    }
}

/// Keeps what a 304 has to carry, and drops what describes the content it doesn't carry
/// (RFC 9110 §15.4.5).
fn not_modified(response: &mut Response<Body>) {
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    for name in [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::CONTENT_ENCODING,
        header::CONTENT_LANGUAGE,
        header::CONTENT_RANGE,
    ] {
        headers.remove(name);
    }
    if headers.contains_key(header::ETAG) {
        headers.remove(header::LAST_MODIFIED);
    }
    response.body_mut().clear();
}
