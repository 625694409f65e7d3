//! The anchor of all ratios: hyper with its default options and nothing else
//! between the connection and the handlers.

mod answering;
mod body;
mod files;
mod page;

use std::error::Error;
use std::sync::Arc;

use http_body_util::BodyExt;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use matchit::{Params, Router};
use peer_common::Record;
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};

use crate::answering::Answering;
use crate::body::{Events, Sent};

type Answer = Response<Sent>;

#[derive(Clone, Copy)]
enum Route {
    Plaintext,
    Json,
    Book,
    Headers,
    Page,
    Events,
}

#[derive(Serialize)]
struct Message {
    message: String,
}

#[derive(Serialize)]
struct BookView {
    id: u64,
    title: String,
    verbose: bool,
    pages: u64,
}

/// What a connection needs.
struct Served {
    router: Router<Route>,
    records: Vec<Record>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut router = Router::new();
    router.insert("/plaintext", Route::Plaintext)?;
    router.insert("/json", Route::Json)?;
    router.insert("/books/{id}", Route::Book)?;
    router.insert("/headers", Route::Headers)?;
    router.insert("/page", Route::Page)?;
    router.insert("/events", Route::Events)?;
    let records = peer_common::records();
    let served = Arc::new(Served { router, records });

    let listener = TcpListener::bind(peer_common::ADDRESS).await?;
    peer_common::announce(listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(serve(stream, Arc::clone(&served)));
    }
}

async fn serve(stream: TcpStream, served: Arc<Served>) {
    let service = service_fn(|request| answering(&served, &request));
    // A connection ends with an error when the harness drops it in the middle
    // of a request, which it does at the end of every round.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

fn answering(served: &Served, request: &Request<Incoming>) -> Answering {
    // One comparison for all that is no file.
    match request.uri().path().strip_prefix("/files/") {
        Some(name) => files::answering(name, request.method()),
        None => Answering::Now(answer(served, request)),
    }
}

fn answer(served: &Served, request: &Request<Incoming>) -> Answer {
    let Ok(found) = served.router.at(request.uri().path()) else {
        return refusal(StatusCode::NOT_FOUND);
    };
    if request.method() != Method::GET {
        return refusal(StatusCode::METHOD_NOT_ALLOWED);
    }
    match found.value {
        Route::Plaintext => typed(
            HeaderValue::from_static("text/plain; charset=utf-8"),
            Bytes::from_static(b"Hello, World!"),
        ),
        Route::Json => json(&Message {
            message: "Hello, World!".to_owned(),
        }),
        Route::Headers => headers(),
        Route::Events => events(),
        Route::Book => book(&found.params, request.uri().query()),
        Route::Page => page::answer(&served.records, request.uri().query()),
    }
}

/// Each header put in by its name, as one writes it by hand.
fn headers() -> Answer {
    let content_type = HeaderValue::from_static("text/plain; charset=utf-8");
    let mut answer = typed(content_type, Bytes::from_static(b"ok"));
    let headers = answer.headers_mut();
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("x-router", "one"),
        ("x-team", "peers"),
        ("x-stage", "test"),
        ("x-handler", "headers"),
        ("cache-control", "no-store"),
        ("set-cookie", "visited=yes; Path=/; SameSite=lax"),
        ("set-cookie", "session=abc; HttpOnly; Path=/; SameSite=lax"),
    ] {
        headers.append(name, HeaderValue::from_static(value));
    }
    answer
}

fn book(params: &Params<'_, '_>, query: Option<&str>) -> Answer {
    let id = params.get("id").and_then(|id| id.parse::<u64>().ok());
    let (Some(id), Some(verbose)) = (id, verbose(query)) else {
        return refusal(StatusCode::BAD_REQUEST);
    };
    json(&BookView {
        id,
        title: format!("Book {id}"),
        verbose,
        pages: id.wrapping_add(300),
    })
}

/// `false` without the parameter, `None` for a value that is not a boolean.
fn verbose(query: Option<&str>) -> Option<bool> {
    query
        .unwrap_or_default()
        .split('&')
        .find_map(|pair| pair.strip_prefix("verbose="))
        .map_or(Some(false), |value| value.parse().ok())
}

fn json(value: &impl Serialize) -> Answer {
    match serde_json::to_vec(value) {
        Ok(body) => typed(
            HeaderValue::from_static("application/json"),
            Bytes::from(body),
        ),
        Err(_) => refusal(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn events() -> Answer {
    let events = Events(0).map_err(|never| match never {}).boxed_unsync();
    let mut answer = Response::new(Sent::Pieces(events));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer
}

fn typed(content_type: HeaderValue, body: Bytes) -> Answer {
    let mut answer = Response::new(Sent::Full(body));
    answer.headers_mut().insert(CONTENT_TYPE, content_type);
    answer
}

fn refusal(status: StatusCode) -> Answer {
    let mut answer = Response::new(Sent::Full(Bytes::new()));
    *answer.status_mut() = status;
    answer
}
