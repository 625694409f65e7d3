//! The service without a server: a `tower::Service` over any body.

use std::{
    convert::Infallible,
    task::{Context, Poll, Waker},
};

use bytes::Bytes;
use folio::{Body, BodyError, ResponseFuture, Service};
use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt, Empty, Full};
use tower_service::Service as TowerService;

use crate::app::{SECRET, app};

/// What a layer asks of the service it wraps.
trait Wrapped<B>:
    TowerService<Request<B>, Response = Response<Body>, Error = Infallible, Future = ResponseFuture>
    + Clone
    + Send
    + Sync
    + 'static
{
}

impl<B> Wrapped<B> for Service
where
    B: BodyExt<Data = Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
}

fn service() -> Service {
    app().build().unwrap()
}

/// Status, headers and body of an answer.
async fn answer<B, S: Wrapped<B>>(service: &mut S, request: Request<B>) -> (u16, HeaderMap, Bytes) {
    let Ok(response) = service.call(request).await;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (parts.status.as_u16(), parts.headers, body)
}

fn posted<B>(path: &str, body: B) -> Request<B> {
    Request::post(path).body(body).unwrap()
}

#[tokio::test]
async fn every_kind_of_body_is_taken() {
    let mut service = service();
    let text = "hello";
    let full = Full::new(Bytes::from(text));
    let boxed = Full::new(Bytes::from(text)).boxed();
    let unsync = Full::new(Bytes::from(text)).boxed_unsync();
    assert_eq!(answer(&mut service, posted("/echo", full)).await.2, text);
    assert_eq!(answer(&mut service, posted("/echo", boxed)).await.2, text);
    assert_eq!(answer(&mut service, posted("/echo", unsync)).await.2, text);
    let own = Body::from(text);
    assert_eq!(answer(&mut service, posted("/echo", own)).await.2, text);
    let string = text.to_owned();
    assert_eq!(answer(&mut service, posted("/echo", string)).await.2, text);
    let empty = Empty::<Bytes>::new();
    let (status, _, body) = answer(&mut service, posted("/echo", empty)).await;
    assert_eq!((status, body.as_ref()), (200, b"".as_slice()));
}

#[tokio::test]
async fn a_body_that_fails_is_a_400() {
    let limited = http_body_util::Limited::new(Full::new(Bytes::from("hello")), 1);
    let (status, headers, _) = answer(&mut service(), posted("/echo", limited)).await;
    assert_eq!(status, 400);
    assert_eq!(headers["content-type"], "application/problem+json");
}

#[tokio::test]
async fn the_limit_holds_without_a_length() {
    let mut service = app().body_limit(4).build().unwrap();
    for (text, expected) in [("four", 200), ("fives", 413)] {
        let whole = Full::new(Bytes::from(text));
        let (status, ..) = answer(&mut service, posted("/echo", whole)).await;
        assert_eq!(status, expected, "{text}");
        let pieces = Full::new(Bytes::from(text)).map_frame(|frame| frame);
        let (status, ..) = answer(&mut service, posted("/echo", pieces)).await;
        assert_eq!(status, expected, "{text} in pieces");
    }
}

/// `Host` is the business of a server; what calls a service may have no such thing.
#[tokio::test]
async fn no_host_is_needed() {
    let request = Request::get("/probe").body(Empty::<Bytes>::new()).unwrap();
    assert_eq!(answer(&mut service(), request).await.2, "probed");
}

#[tokio::test]
async fn head_and_refusals_are_the_same_without_a_server() {
    let mut service = service();
    let head = Request::head("/probe").body(String::new()).unwrap();
    let (status, headers, body) = answer(&mut service, head).await;
    assert_eq!((status, body.as_ref()), (200, b"".as_slice()));
    assert_eq!(headers["content-length"], "6");
    let (status, headers, _) = answer(&mut service, posted("/probe", String::new())).await;
    assert_eq!(status, 405);
    assert_eq!(headers["allow"], "GET, HEAD, OPTIONS");
    for path in [
        "/panic/at-once",
        "/panic/blocking",
        "/panic/before",
        "/panic/after",
    ] {
        let request = Request::get(path).body(String::new()).unwrap();
        let (status, _, body) = answer(&mut service, request).await;
        assert_eq!(status, 500, "{path}");
        assert!(!String::from_utf8_lossy(&body).contains(SECRET), "{path}");
    }
}

#[tokio::test]
async fn a_service_is_always_ready_and_its_clones_too() {
    let mut first = service();
    let mut second = first.clone();
    let cx = &mut Context::from_waker(Waker::noop());
    for service in [&mut first, &mut second] {
        let ready = TowerService::<Request<String>>::poll_ready(service, cx);
        assert!(matches!(ready, Poll::Ready(Ok(()))));
    }
    let (one, two) = tokio::join!(
        answer(&mut first, posted("/echo", "one".to_owned())),
        answer(&mut second, posted("/echo", "two".to_owned())),
    );
    assert_eq!(
        (one.2.as_ref(), two.2.as_ref()),
        (b"one".as_slice(), b"two".as_slice())
    );
    drop(first);
    assert_eq!(
        answer(&mut second, posted("/echo", "two".to_owned()))
            .await
            .2,
        "two"
    );
}

/// A caller may give up: what it dropped leaves the service as it was.
#[tokio::test]
async fn an_answer_may_be_dropped() {
    let mut service = service();
    let request = Request::get("/never").body(String::new()).unwrap();
    let mut waiting = service.call(request);
    let polled = std::future::poll_fn(|cx| {
        Poll::Ready(std::pin::Pin::new(&mut waiting).poll(cx).is_pending())
    });
    assert!(polled.await);
    drop(waiting);
    assert_eq!(
        answer(&mut service, posted("/echo", "next".to_owned()))
            .await
            .2,
        "next"
    );
}
