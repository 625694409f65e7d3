//! `hooks/*`: functions that run before a handler and after it.

use folio::{
    Body, Context, Redirect, RequestHead, ResponseHeader, Router, get,
    http::{HeaderValue, Response, StatusCode, header::CONTENT_TYPE},
    routes,
    test::Client,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::values::A;

async fn stamp(_: &RequestHead, response: &mut Response<Body>) {
    let value = HeaderValue::from_static("router");
    response.headers_mut().insert("x-after", value);
}

async fn replace(_: &RequestHead, response: &mut Response<Body>) {
    *response = Response::new(Body::from(r#"{"replaced":true}"#));
    *response.status_mut() = StatusCode::NON_AUTHORITATIVE_INFORMATION;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("x-after", HeaderValue::from_static("replacement"));
}

#[get("/plain")]
fn plain() -> A {
    A
}

#[get("/replaced", after_request = replace, header("x-static" = "kept"))]
fn replaced() -> A {
    A
}

#[get("/redirect")]
fn redirect() -> Redirect {
    Redirect::to("/elsewhere")
}

#[derive(Serialize, ToSchema)]
struct From {
    from: &'static str,
}

async fn stop(cx: &mut Context) -> Option<From> {
    let query = cx.parts().uri.query().unwrap_or_default();
    query.starts_with("stop").then_some(From {
        from: "before_request",
    })
}

/// Litestar lets a hook's falsy value fall through; here an answer is an answer.
async fn falsy(_: &mut Context) -> Option<u8> {
    Some(0)
}

#[get("/hooks/before-request", status = 202, before_request = stop, header("x-static" = "yes"))]
fn before() -> From {
    From { from: "handler" }
}

#[get("/hooks/before-request-falsy", before_request = falsy)]
fn before_falsy() -> u8 {
    1
}

pub(crate) fn router() -> Router {
    let after = Router::new("/hooks/after-request")
        .after_request(stamp, [ResponseHeader::new("x-after")])
        .routes(routes![plain, replaced, redirect]);
    Router::new("")
        .mount(after)
        .routes(routes![before, before_falsy])
}

pub(crate) async fn siblings(client: &Client) {
    assert_eq!(client.get("/hooks/before-request-falsy").await.text(), "0");
    let head = client.head("/hooks/after-request/plain").await;
    assert_eq!(head.header("x-after"), Some("router"));
}
