//! Hooks: functions of any layer that run around the handlers below it.

mod end;

use std::{future::Future, pin::Pin, sync::Arc};

use http::{HeaderMap, Method, Response, StatusCode, Uri, request::Parts};

use self::end::{Deciding, Finishing, MaybeAnswer};
use crate::{
    body::Body,
    context::Context,
    layer::HeaderSetting,
    openapi::OperationDoc,
    reply::Respond,
    task::{BodyEnd, Queue, Task},
};

type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An `async fn(&mut Context) -> Option<Answer>` that runs before the arguments are read.
///
/// See [`Layer::before_request`](crate::Layer::before_request).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `before_request` hook",
    label = "not a hook",
    note = "write `async fn gate(cx: &mut folio::Context) -> Option<Answer>`, where `Answer` is what a handler may return"
)]
pub trait BeforeRequest<'a>: Send + Sync + 'static {
    /// What it may answer.
    type Answer;

    /// Looks at the request; `Some` is the answer, and the handler does not run.
    fn before_request(
        &self,
        cx: &'a mut Context,
    ) -> impl Future<Output = Option<Self::Answer>> + Send + 'a;
}

impl<'a, F, Fut> BeforeRequest<'a> for F
where
    F: Fn(&'a mut Context) -> Fut + Send + Sync + 'static,
    Fut: Deciding + Send + 'a,
{
    type Answer = <Fut::End as MaybeAnswer>::Answer;

    fn before_request(
        &self,
        cx: &'a mut Context,
    ) -> impl Future<Output = Option<Self::Answer>> + Send + 'a {
        let running = self(cx);
        async move { running.await.answer() }
    }
}

/// An `async fn(&RequestHead, &mut http::Response<Body>)` that runs once the answer is made.
///
/// See [`Layer::after_request`](crate::Layer::after_request).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `after_request` hook",
    label = "not a hook",
    note = "write `async fn stamp(request: &folio::RequestHead, response: &mut http::Response<folio::Body>)`"
)]
pub trait AfterRequest<'a>: Send + Sync + 'static {
    /// Changes the answer, or replaces it.
    fn after_request(
        &self,
        request: &'a RequestHead,
        response: &'a mut Response<Body>,
    ) -> impl Future<Output = ()> + Send + 'a;
}

impl<'a, F, Fut> AfterRequest<'a> for F
where
    F: Fn(&'a RequestHead, &'a mut Response<Body>) -> Fut + Send + Sync + 'static,
    Fut: Finishing + Send + 'a,
{
    fn after_request(
        &self,
        request: &'a RequestHead,
        response: &'a mut Response<Body>,
    ) -> impl Future<Output = ()> + Send + 'a {
        let running = self(request, response);
        async move { running.await.into() }
    }
}

/// An `async fn(&RequestHead, &ResponseEnd)` that runs when an answer and its tasks are done.
///
/// See [`Layer::after_response`](crate::Layer::after_response).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `after_response` hook",
    label = "not a hook",
    note = "write `async fn count(request: &folio::RequestHead, end: &folio::ResponseEnd)`"
)]
pub trait AfterResponse<'a>: Send + Sync + 'static {
    /// Takes note of how an answer ended.
    fn after_response(
        &self,
        request: &'a RequestHead,
        end: &'a ResponseEnd,
    ) -> impl Future<Output = ()> + Send + 'a;
}

impl<'a, F, Fut> AfterResponse<'a> for F
where
    F: Fn(&'a RequestHead, &'a ResponseEnd) -> Fut + Send + Sync + 'static,
    Fut: Finishing + Send + 'a,
{
    fn after_response(
        &self,
        request: &'a RequestHead,
        end: &'a ResponseEnd,
    ) -> impl Future<Output = ()> + Send + 'a {
        let running = self(request, end);
        async move { running.await.into() }
    }
}

/// How an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResponseEnd {
    /// Its status.
    pub status: StatusCode,
    /// How its body ended.
    pub body: BodyEnd,
}

/// What hooks that run after a handler see of its request.
#[derive(Debug, Clone)]
pub struct RequestHead {
    parts: Parts,
    matched: Option<String>,
}

impl RequestHead {
    pub(crate) fn new(parts: &Parts, matched: Option<&str>) -> Self {
        RequestHead {
            parts: parts.clone(),
            matched: matched.map(str::to_owned),
        }
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The target.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The header fields.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What a `before_request` hook or an outer service left for later.
    #[must_use]
    pub fn extensions(&self) -> &http::Extensions {
        &self.parts.extensions
    }

    /// The template of the path that was met, such as `/cities/{id}`; `None` where nothing was.
    #[must_use]
    pub fn matched_path(&self) -> Option<&str> {
        self.matched.as_deref()
    }
}

type Before = dyn for<'a> Fn(&'a mut Context) -> Later<'a, Option<Response<Body>>> + Send + Sync;
type After = dyn for<'a> Fn(&'a RequestHead, &'a mut Response<Body>) -> Later<'a, ()> + Send + Sync;

/// A hook that may answer, with what the document says of its answer.
#[derive(Clone)]
pub(crate) struct BeforeHook {
    pub(crate) run: Arc<Before>,
    pub(crate) describe: fn(&mut OperationDoc<'_>),
}

impl BeforeHook {
    pub(crate) fn new<F, R, M>(hook: F) -> Self
    where
        F: for<'a> BeforeRequest<'a, Answer = R>,
        R: Respond<M> + 'static,
        M: 'static,
    {
        let hook = Arc::new(hook);
        BeforeHook {
            run: before(move |cx| Box::pin(answer(Arc::clone(&hook), cx))),
            describe: R::describe,
        }
    }
}

async fn answer<F, R, M>(hook: Arc<F>, cx: &mut Context) -> Option<Response<Body>>
where
    F: for<'a> BeforeRequest<'a, Answer = R>,
    R: Respond<M> + 'static,
    M: 'static,
{
    let answer = hook.before_request(cx).await;
    answer.map(|answer| answer.respond(cx))
}

/// Tells the compiler that a closure takes any lifetime.
fn before<F>(run: F) -> Arc<Before>
where
    F: for<'a> Fn(&'a mut Context) -> Later<'a, Option<Response<Body>>> + Send + Sync + 'static,
{
    Arc::new(run)
}

/// As [`before`].
fn after<F>(run: F) -> Arc<After>
where
    F: for<'a> Fn(&'a RequestHead, &'a mut Response<Body>) -> Later<'a, ()> + Send + Sync + 'static,
{
    Arc::new(run)
}

/// A hook that changes answers, with the headers it may add.
#[derive(Clone)]
pub(crate) struct AfterHook {
    pub(crate) run: Arc<After>,
    pub(crate) headers: Vec<HeaderSetting>,
}

impl AfterHook {
    pub(crate) fn new<F>(hook: F, headers: Vec<HeaderSetting>) -> Self
    where
        F: for<'a> AfterRequest<'a>,
    {
        let hook = Arc::new(hook);
        let run = after(move |request, response| {
            let hook = Arc::clone(&hook);
            Box::pin(async move { hook.after_request(request, response).await })
        });
        AfterHook { run, headers }
    }
}

type Ended = dyn Fn(Arc<RequestHead>, ResponseEnd) -> Task + Send + Sync;

/// A hook that sees how answers end.
#[derive(Clone)]
pub(crate) struct EndHook(Arc<Ended>);

impl EndHook {
    pub(crate) fn new<F>(hook: F) -> Self
    where
        F: for<'a> AfterResponse<'a>,
    {
        let hook = Arc::new(hook);
        let run = move |request: Arc<RequestHead>, end: ResponseEnd| {
            let hook = Arc::clone(&hook);
            let run = async move { hook.after_response(&request, &end).await };
            Task::new(run).named("after_response")
        };
        EndHook(Arc::new(run))
    }
}

/// The hooks of one layer, or of several merged.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    /// Outermost first.
    pub(crate) before: Vec<BeforeHook>,
    /// Outermost last.
    pub(crate) after: Vec<AfterHook>,
    /// Outermost last.
    pub(crate) ended: Vec<EndHook>,
}

impl Hooks {
    /// These inside `outer`: all run, the outer ones first before and last after.
    pub(crate) fn under(&self, outer: &Hooks) -> Hooks {
        let chain = |a: &[BeforeHook], b: &[BeforeHook]| a.iter().chain(b).cloned().collect();
        Hooks {
            before: chain(&outer.before, &self.before),
            after: self.after.iter().chain(&outer.after).cloned().collect(),
            ended: self.ended.iter().chain(&outer.ended).cloned().collect(),
        }
    }

    /// Those that see how an answer ended, and change none.
    pub(crate) fn last(self) -> Hooks {
        Hooks {
            ended: self.ended,
            ..Hooks::default()
        }
    }

    /// Whether any runs once the answer is made.
    pub(crate) fn run_later(&self) -> bool {
        !self.after.is_empty() || !self.ended.is_empty()
    }

    /// Has the last hooks run when the answer and its tasks are done.
    pub(crate) fn at_end(
        &self,
        request: RequestHead,
        response: &mut Response<Body>,
        queue: &Arc<Queue>,
    ) {
        let status = response.status();
        let path = request.matched.clone().unwrap_or_default();
        let request = Arc::new(request);
        for hook in &self.ended {
            let (hook, request) = (Arc::clone(&hook.0), Arc::clone(&request));
            let task = move |body| hook(request, ResponseEnd { status, body });
            response.body_mut().finally(queue, &path, task);
        }
    }
}

impl std::fmt::Debug for Hooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hooks")
            .field("before", &self.before.len())
            .field("after", &self.after.len())
            .field("ended", &self.ended.len())
            .finish()
    }
}
