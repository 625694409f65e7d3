//! `stream/*`: bodies that are made while they are sent.

use std::sync::{Arc, Mutex};

use folio::{
    Body, Mounted, Response, State, Stream, get,
    http::{Request, StatusCode},
    routes,
    test::Client,
};
use http_body_util::BodyExt;
use tower_service::Service;

use crate::Row;

/// What sources were dropped.
pub(crate) type Closed = Arc<Mutex<Vec<&'static str>>>;

#[get("/stream/source/{kind}")]
fn source(kind: String) -> Stream<String> {
    let parts = (0..3).map(|n| format!("part {n}\n"));
    match kind.as_str() {
        "async-iterator" => Stream::new(tokio_stream::iter(parts)),
        "blocking-iterator" => Stream::blocking(parts),
        "list" => Stream::iter(parts.collect::<Vec<_>>()),
        _ => Stream::generate(async move |mut out| {
            for part in parts {
                out.send(part).await;
            }
        }),
    }
}

#[get("/stream/status-override")]
fn status_override() -> Response<Stream<&'static str>> {
    Response::new(Stream::iter(["x"])).status(StatusCode::PARTIAL_CONTENT)
}

/// Notes that it was dropped.
struct Note(Closed);

impl Drop for Note {
    fn drop(&mut self) {
        self.0.lock().unwrap().push("closed");
    }
}

#[get("/stream/endless")]
fn endless(closed: State<Closed>) -> Stream<&'static str> {
    let note = Note(Closed::clone(&closed));
    Stream::iter(std::iter::repeat_with(move || {
        let _alive = &note;
        "more\n"
    }))
}

#[get("/stream/endless-closed")]
fn endless_closed(closed: State<Closed>) -> Vec<&'static str> {
    closed.lock().unwrap().clone()
}

pub(crate) fn routes() -> Vec<Mounted> {
    let endpoints = routes![source, status_override, endless, endless_closed];
    endpoints.into_iter().collect()
}

/// Reads the beginning of an endless body and leaves.
pub(crate) async fn before(id: &str, client: &Client) {
    if id != "stream/endless-closed" {
        return;
    }
    let mut service = client.service().clone();
    let request = Request::get("/stream/endless").body(Body::empty());
    let mut answer = service.call(request.unwrap()).await.unwrap();
    let first = answer.body_mut().frame().await.unwrap().unwrap();
    assert!(first.data_ref().unwrap().starts_with(b"more\n"));
}

pub(crate) const SIBLINGS: &[Row] = &[
    (
        "GET /stream/source/blocking-iterator",
        200,
        Some("text/plain; charset=utf-8"),
        "part 0\npart 1\npart 2\n",
    ),
    (
        "GET /stream/source/list",
        200,
        Some("text/plain; charset=utf-8"),
        "part 0\npart 1\npart 2\n",
    ),
    (
        "HEAD /stream/source/list",
        200,
        Some("text/plain; charset=utf-8"),
        "",
    ),
];
