//! The app under test, and one server of it that most tests share.

use std::{net::SocketAddr, sync::OnceLock};

use bytes::Bytes;
use folio::{
    App, Body, Context, Json, OperationDoc, Respond, Response, by, delete, get, post, put, routes,
};
use http_body_util::{BodyExt, Full};
use tokio::sync::Notify;

use crate::wire::{self, Wire};

/// The length of the long answers: more than the buffers of a socket hold.
pub(crate) const LONG: usize = 20 * 1024 * 1024;

/// Text of which nothing may reach a client.
pub(crate) const SECRET: &str = "what only the log may say";

/// The app.
pub(crate) fn app() -> App {
    App::new("Server", "0.0.0")
        .routes(routes![probe, smuggled, text, echo, ignore, deep])
        .routes(routes![no_content, reset, unmodified, moved, streamed])
        .routes(routes![
            panic_at_once,
            panic_sync,
            panic_before,
            panic_after
        ])
        .routes(routes![long, long_stream, never, held, release])
}

/// The address of the shared server.
pub(crate) fn address() -> SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    *ADDRESS.get_or_init(|| wire::serve(app()))
}

/// A request to the shared server on a connection of its own.
pub(crate) fn sent(bytes: impl AsRef<[u8]>) -> Wire {
    Wire::sent(address(), bytes)
}

/// A request without a body.
pub(crate) fn request(method: &str, target: &str) -> String {
    format!("{method} {target} HTTP/1.1\r\nhost: a\r\n\r\n")
}

/// A request whose answer can't be taken for another's.
pub(crate) const PROBE: &str = "GET /probe HTTP/1.1\r\nhost: a\r\n\r\n";

/// The same, after which the server closes.
pub(crate) const LAST: &str = "GET /probe HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

#[get("/probe")]
fn probe() -> &'static str {
    "probed"
}

#[get("/smuggled")]
fn smuggled() -> &'static str {
    "smuggled"
}

#[get("/text/{text}")]
fn text(text: String) -> String {
    text
}

#[post("/echo", status = 200, media_type = Bytes)]
fn echo(body: Bytes) -> Vec<u8> {
    body.into()
}

#[post("/ignore", status = 200)]
fn ignore() -> &'static str {
    "ignored"
}

#[post("/deep", status = 200)]
fn deep(Json(value): Json<Vec<Vec<u8>>>) -> usize {
    value.len()
}

#[delete("/no-content")]
fn no_content() {}

#[put("/reset", status = 205)]
fn reset() {}

#[get("/unmodified")]
fn unmodified() -> Response<()> {
    Response::new(()).status(http::StatusCode::NOT_MODIFIED)
}

#[post("/moved/{text}", header("location", description = "Where it is."))]
fn moved(text: String) -> Response<()> {
    Response::new(()).location(format!("/text/{text}"))
}

/// A body of no known length.
struct Streamed(Bytes);

impl Respond<by::Itself> for Streamed {
    const BODY: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        let status = doc.status();
        let schema = serde_json::json!({"type": "string", "format": "binary"});
        doc.answer_with(status, "application/octet-stream", schema);
    }

    fn respond(self, _: &mut Context) -> http::Response<Body> {
        // What frames are mapped has no length any more.
        let body = Full::new(self.0).map_frame(|frame| frame);
        http::Response::new(Body::new(body))
    }
}

#[get("/streamed")]
fn streamed() -> Streamed {
    Streamed(Bytes::from_static(b"streamed"))
}

#[get("/panic/at-once")]
fn panic_at_once() -> &'static str {
    panic!("{SECRET}")
}

#[get("/panic/blocking", blocking)]
fn panic_sync() -> &'static str {
    panic!("{SECRET}")
}

#[get("/panic/before")]
async fn panic_before() -> &'static str {
    assert!(SECRET.is_empty(), "{SECRET}");
    tokio::task::yield_now().await;
    "never"
}

#[get("/panic/after")]
async fn panic_after() -> &'static str {
    tokio::task::yield_now().await;
    panic!("{SECRET}")
}

#[get("/long", media_type = Bytes)]
fn long() -> Vec<u8> {
    vec![b'.'; LONG]
}

#[get("/long-stream")]
fn long_stream() -> Streamed {
    Streamed(Bytes::from(vec![b'.'; LONG]))
}

#[get("/never")]
async fn never() -> &'static str {
    std::future::pending().await
}

static HELD: Notify = Notify::const_new();

/// Answers when `/release` was asked for.
#[get("/held")]
async fn held() -> &'static str {
    HELD.notified().await;
    "released"
}

#[post("/release")]
fn release() {
    HELD.notify_one();
}
