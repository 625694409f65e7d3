//! Folio inside of what isn't Folio: an axum router, tower layers.

use std::{
    collections::VecDeque,
    convert::Infallible,
    io::Read,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use flate2::read::GzDecoder;
use folio::{App, Body, get, http, post, routes};
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Frame;
use serde_json::Value;
use tower::{ServiceBuilder, ServiceExt};
use tower_http::{compression::CompressionLayer, timeout::TimeoutLayer};
use tower_service::Service as TowerService;

/// One city.
#[get("/cities/{id}")]
fn city(id: u64) -> Vec<u64> {
    vec![id; 100]
}

/// The body as it came.
#[post("/echo")]
fn echo(body: String) -> String {
    body
}

/// Waits for what never comes.
#[get("/never")]
async fn never() {
    std::future::pending::<()>().await;
}

fn folio() -> folio::Service {
    let app = App::new("Inside", "1")
        .server("/api", "")
        .header("x-app", "1");
    app.routes(routes![city, echo, never]).build().unwrap()
}

/// A body that comes piece by piece, and never says how long it is.
struct Pieces(VecDeque<&'static str>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = self.0.pop_front();
        Poll::Ready(piece.map(|piece| Ok(Frame::data(Bytes::from_static(piece.as_bytes())))))
    }
}

fn axum_router() -> axum::Router {
    axum::Router::new()
        .route("/", axum::routing::get(async || "axum"))
        .nest_service("/api", folio())
}

/// Status, headers and body of what axum answers.
async fn ask(method: Method, target: &str, body: axum::body::Body) -> (Response<()>, Bytes) {
    let request = Request::builder()
        .method(method)
        .uri(target)
        .body(body)
        .unwrap();
    let Ok(response) = axum_router().oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (Response::from_parts(parts, ()), body)
}

fn header<'a, B>(response: &'a Response<B>, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

#[tokio::test]
async fn axum_nests_it() {
    let none = axum::body::Body::empty;
    let (answer, body) = ask(Method::GET, "/api/cities/7?a", none()).await;
    assert_eq!(
        (answer.status(), header(&answer, "x-app")),
        (StatusCode::OK, Some("1"))
    );
    let numbers: Vec<u64> = serde_json::from_slice(&body).unwrap();
    assert_eq!(numbers, vec![7; 100]);
    let (head, nothing) = ask(Method::HEAD, "/api/cities/7", none()).await;
    assert_eq!((head.status(), nothing.len()), (StatusCode::OK, 0));
    assert_eq!(
        header(&head, "content-length"),
        Some(body.len().to_string().as_str())
    );
    let (missing, body) = ask(Method::GET, "/api/none", none()).await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        header(&missing, "content-type"),
        Some("application/problem+json")
    );
    assert!(body.starts_with(b"{\"type\":\"about:blank\""));
    let (refused, _) = ask(Method::PUT, "/api/cities/7", none()).await;
    assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&refused, "allow"), Some("GET, HEAD, OPTIONS"));
    let (_, beside) = ask(Method::GET, "/", none()).await;
    assert_eq!(beside, "axum");
}

#[tokio::test]
async fn its_document_is_true_where_the_server_is_named() {
    let (answer, body) = ask(Method::GET, "/api/openapi.json", axum::body::Body::empty()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let document: Value = serde_json::from_slice(&body).unwrap();
    let server = document["servers"][0]["url"].as_str().unwrap();
    for path in document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .filter(|path| *path != "/never")
    {
        let target = format!("{server}{}", path.replace("{id}", "7"));
        let (answer, _) = ask(Method::OPTIONS, &target, axum::body::Body::empty()).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{target}");
    }
}

#[tokio::test]
async fn bodies_that_come_piece_by_piece_are_read() {
    let pieces = Pieces(["one ", "two ", "", "three"].into());
    let (answer, body) = ask(Method::POST, "/api/echo", axum::body::Body::new(pieces)).await;
    assert_eq!(
        (answer.status(), body.as_ref()),
        (StatusCode::CREATED, &b"one two three"[..])
    );
    let (own, body) = {
        let request = Request::post("/echo")
            .body(Pieces(["a", "b"].into()))
            .unwrap();
        let Ok(answer) = folio().oneshot(request).await;
        let (parts, body) = answer.into_parts();
        (parts.status, body.collect().await.unwrap().to_bytes())
    };
    assert_eq!((own, body.as_ref()), (StatusCode::CREATED, &b"ab"[..]));
}

#[test]
fn it_never_fails_as_a_service() {
    fn infallible<S: TowerService<Request<B>, Error = Infallible> + Clone + Send + Sync, B>(_: &S) {
    }
    infallible::<_, axum::body::Body>(&folio());
    infallible::<_, Body>(&folio());
}

#[tokio::test]
async fn it_is_compressed_from_outside() {
    let service = ServiceBuilder::new()
        .layer(CompressionLayer::new())
        .service(folio());
    let request = |method: Method| {
        let request = Request::builder().method(method).uri("/cities/7");
        request
            .header("accept-encoding", "gzip")
            .body(Body::empty())
            .unwrap()
    };
    let answer = service.clone().oneshot(request(Method::GET)).await.unwrap();
    assert_eq!(header(&answer, "content-encoding"), Some("gzip"));
    assert_eq!(header(&answer, "content-type"), Some("application/json"));
    assert_eq!(header(&answer, "content-length"), None);
    let packed = answer.into_body().collect().await.unwrap().to_bytes();
    let mut text = String::new();
    GzDecoder::new(packed.as_ref())
        .read_to_string(&mut text)
        .unwrap();
    let numbers: Vec<u64> = serde_json::from_str(&text).unwrap();
    assert_eq!(numbers, vec![7; 100]);
    let head = service.oneshot(request(Method::HEAD)).await.unwrap();
    assert_eq!(head.status(), StatusCode::OK);
    assert!(
        head.into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .is_empty()
    );
}

#[tokio::test]
async fn it_is_timed_from_outside() {
    let limit = Duration::from_millis(1);
    let timeout = TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, limit);
    let service = ServiceBuilder::new().layer(timeout).service(folio());
    let request = Request::get("/never").body(Body::empty()).unwrap();
    let answer = service.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::GATEWAY_TIMEOUT);
}
