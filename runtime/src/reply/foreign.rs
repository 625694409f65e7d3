//! Answers that were made elsewhere: `http::Response`, and whatever a tower service gives.

use std::{future::poll_fn, sync::Arc};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http_body::Body as HttpBody;

use super::{Respond, by};
use crate::{
    body::{Body, BodyError},
    context::Context,
    endpoint::Answer,
    openapi::OperationDoc,
    problem::{ProblemDetails, Rejection},
    route::{Route, Routes},
};

/// Sent as it is: status, headers and body are its own, and no layer adds to it unless
/// [`Router::cover_foreign_answers`](crate::Router::cover_foreign_answers) says so.
///
/// The document can't know what it is: it stands there as `default`, with any media type. Answers
/// that the endpoint declares beside it, such as its problems, hold for their statuses.
///
/// ```
/// use folio::{get, http};
///
/// /// A teapot.
/// #[get("/teapot")]
/// async fn teapot() -> http::Response<String> {
///     let mut answer = http::Response::new("short and stout".to_owned());
///     *answer.status_mut() = http::StatusCode::IM_A_TEAPOT;
///     answer
/// }
/// ```
#[diagnostic::do_not_recommend]
impl<B> Respond<by::Itself> for http::Response<B>
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    // Its status is its own, so what the endpoint's own status forbids does not hold for it.
    const BODY: bool = false;

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.any_answer();
    }

    fn respond(self, cx: &mut Context) -> http::Response<Body> {
        let mut response = self.map(Body::new);
        cover(cx.route(), &mut response);
        response
    }
}

/// A tower service whose answers can be sent: a `tower::Service<http::Request<Body>>` that answers
/// with an `http::Response` of any body, such as an axum `Router` or `ServeDir` of `tower-http`.
///
/// It is implemented for all of them and has no methods to call.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no service whose answers can be sent",
    label = "not a `tower::Service` of requests with a `folio::Body`",
    note = "it has to take `http::Request<folio::Body>`, answer `http::Response<B>` with a `B: http_body::Body<Data = Bytes>`, have a `Send` future, and be `Send + 'static`; an axum router lacks its state until `with_state`"
)]
pub trait ForeignService: Send + 'static {
    /// Waits until the service is ready, and calls it.
    #[doc(hidden)]
    fn answer(self, request: http::Request<Body>) -> Answer;
}

#[diagnostic::do_not_recommend]
impl<S, B> ForeignService for S
where
    S: tower_service::Service<http::Request<Body>, Response = http::Response<B>> + Send + 'static,
    S::Error: Into<BodyError>,
    S::Future: Send,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    fn answer(mut self, request: http::Request<Body>) -> Answer {
        Box::pin(async move {
            poll_fn(|cx| self.poll_ready(cx)).await.map_err(failed)?;
            let response = self.call(request).await.map_err(failed)?;
            Ok(response.map(Body::new))
        })
    }
}

/// What a service says of its failure is logged and never sent.
#[cold]
fn failed(error: impl Into<BodyError>) -> Rejection {
    let details = ProblemDetails::new(500);
    details.cause("a service failed", &[&error.into()]).into()
}

/// An answer that a tower service gives: it is called with the request, once the handler has decided.
///
/// The service sees the request as it came, with what is left of the body: nothing once an argument
/// of the handler has read it. Its answer is sent as an [`http::Response`] of a handler is; a service
/// that fails is a 500, and the reason is logged.
///
/// ```
/// use std::convert::Infallible;
///
/// use folio::{Body, Foreign, ForeignService, Problem, get, http};
///
/// #[derive(Clone)]
/// struct Legacy;
///
/// # impl tower_service::Service<http::Request<Body>> for Legacy {
/// #     type Response = http::Response<Body>;
/// #     type Error = Infallible;
/// #     type Future = std::future::Ready<Result<Self::Response, Infallible>>;
/// #     fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Infallible>> {
/// #         std::task::Poll::Ready(Ok(()))
/// #     }
/// #     fn call(&mut self, _: http::Request<Body>) -> Self::Future {
/// #         std::future::ready(Ok(http::Response::new(Body::empty())))
/// #     }
/// # }
/// #[derive(Debug, Problem)]
/// enum Gone {
///     /// Reports of years before 2000 were not kept.
///     #[problem(status = 410)]
///     TooOld,
/// }
///
/// /// A report, as the old program writes it.
/// #[get("/reports/{year}")]
/// async fn report(year: u16) -> Result<Foreign<Legacy>, Gone> {
///     if year < 2000 { Err(Gone::TooOld) } else { Ok(Foreign(Legacy)) }
/// }
/// ```
///
/// A service that answers for everything below a path is mounted by
/// [`Router::service`](crate::Router::service).
#[derive(Debug, Clone, Copy)]
pub struct Foreign<S>(pub S);

#[diagnostic::do_not_recommend]
impl<S: ForeignService> Respond<by::Itself> for Foreign<S> {
    const BODY: bool = false;

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.any_answer();
    }

    fn respond(self, cx: &mut Context) -> http::Response<Body> {
        let mut request = http::Request::from_parts(cx.parts.clone(), Body::empty());
        if let Some(body) = cx.take_body() {
            *request.body_mut() = body;
        } else {
            // They told of a body that was read already.
            request.headers_mut().remove(CONTENT_LENGTH);
            request.headers_mut().remove(TRANSFER_ENCODING);
        }
        let answer = self.0.answer(request);
        let answer = covered(answer, Arc::clone(&cx.routes), cx.route);
        http::Response::new(Body::later(answer))
    }
}

/// The answer of a service with what the layers of its route add.
pub(crate) fn covered(answer: Answer, routes: Arc<Routes>, route: usize) -> Answer {
    let found = routes.get(route);
    if !found.covers_foreign && found.around.is_none() {
        return answer;
    }
    Box::pin(async move {
        let mut response = answer.await?;
        cover(routes.get(route), &mut response);
        Ok(response)
    })
}

/// Adds what the layers add, or says to what runs around the endpoint that they add nothing.
fn cover(route: &Route, response: &mut http::Response<Body>) {
    if route.covers_foreign {
        route.cover(response);
    } else if route.around.is_some() {
        response.extensions_mut().insert(Uncovered);
    }
}

/// Changes an answer: now, or when the service that gives it has answered.
pub(super) fn changed(
    mut response: http::Response<Body>,
    cx: &Context,
    change: impl FnOnce(&mut http::Response<Body>, &Routes, usize) + Send + 'static,
) -> http::Response<Body> {
    let Some(answer) = response.body_mut().take_later() else {
        change(&mut response, &cx.routes, cx.route);
        return response;
    };
    let (routes, route) = (Arc::clone(&cx.routes), cx.route);
    http::Response::new(Body::later(Box::pin(async move {
        let mut response = answer.await?;
        change(&mut response, &routes, route);
        Ok(response)
    })))
}

/// Marks answers that layers leave alone.
#[derive(Clone)]
struct Uncovered;

/// Whether the layers leave an answer alone: it was made elsewhere, and none covers such.
pub(crate) fn is_uncovered(response: &http::Response<Body>) -> bool {
    response.extensions().get::<Uncovered>().is_some()
}
