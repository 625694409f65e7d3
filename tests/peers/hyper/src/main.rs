//! The anchor of all ratios: hyper with its default options and nothing else
//! between the connection and the handlers.

use std::convert::Infallible;
use std::error::Error;
use std::fmt::Write;
use std::future;
use std::sync::Arc;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, LINK};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use matchit::{Params, Router};
use peer_common::Record;
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};

type Answer = Response<Full<Bytes>>;

const X_PAGINATION: HeaderName = HeaderName::from_static("x-pagination");

#[derive(Clone, Copy)]
enum Route {
    Plaintext,
    Json,
    Book,
    Headers,
    Page,
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

#[derive(Serialize)]
struct PageView<'list> {
    items: &'list [Record],
    page: u64,
    page_size: u64,
    total: u64,
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
    let service =
        service_fn(|request| future::ready(Ok::<_, Infallible>(answer(&served, &request))));
    // A connection ends with an error when the harness drops it in the middle
    // of a request, which it does at the end of every round.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
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
        Route::Book => book(&found.params, request.uri().query()),
        Route::Page => page(&served.records, request.uri().query()),
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

/// A page of the list, its items borrowed.
fn page(records: &[Record], query: Option<&str>) -> Answer {
    let Some((number, size)) = asked(query) else {
        return refusal(StatusCode::BAD_REQUEST);
    };
    let total = records.len() as u64;
    let last = total.div_ceil(size).max(1);
    let start = (number - 1).saturating_mul(size).min(total);
    let end = start.saturating_add(size).min(total);
    let items = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    let Some(items) = items.and_then(|(start, end)| records.get(start..end)) else {
        return refusal(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let mut answer = json(&PageView {
        items,
        page: number,
        page_size: size,
        total,
    });
    let texts = [
        (LINK, links(number, size, last)),
        (X_PAGINATION, pagination(number, total, last)),
    ];
    for (name, text) in texts {
        // Digits and constants are always a header's value.
        if let Ok(value) = HeaderValue::try_from(text) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}

/// The page that is asked for and its size; `None` where a value is none of those served.
fn asked(query: Option<&str>) -> Option<(u64, u64)> {
    let (mut number, mut size) = (1, 20);
    for pair in query.unwrap_or_default().split('&') {
        match pair.split_once('=') {
            Some(("page", value)) => number = value.parse().ok()?,
            Some(("page_size", value)) => size = value.parse().ok()?,
            _ => {}
        }
    }
    (number >= 1 && (1..=100).contains(&size)).then_some((number, size))
}

/// `Link` (RFC 8288). A text takes whatever is written to it.
fn links(number: u64, size: u64, last: u64) -> String {
    let mut line = String::with_capacity(192);
    let _ = write!(line, "</page?page=1&page_size={size}>; rel=\"first\"");
    if number > 1 {
        let prev = number - 1;
        let _ = write!(line, ", </page?page={prev}&page_size={size}>; rel=\"prev\"");
    }
    if number < last {
        let next = number + 1;
        let _ = write!(line, ", </page?page={next}&page_size={size}>; rel=\"next\"");
    }
    let _ = write!(line, ", </page?page={last}&page_size={size}>; rel=\"last\"");
    line
}

/// `X-Pagination`, as flask-smorest has it.
fn pagination(number: u64, total: u64, last: u64) -> String {
    let mut line = String::with_capacity(128);
    let _ = write!(
        line,
        "{{\"total\": {total}, \"total_pages\": {last}, \"first_page\": 1, \"last_page\": {last}"
    );
    if number <= last {
        let _ = write!(line, ", \"page\": {number}");
        if number > 1 {
            let _ = write!(line, ", \"previous_page\": {}", number - 1);
        }
        if number < last {
            let _ = write!(line, ", \"next_page\": {}", number + 1);
        }
    }
    line.push('}');
    line
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

fn typed(content_type: HeaderValue, body: Bytes) -> Answer {
    let mut answer = Response::new(Full::new(body));
    answer.headers_mut().insert(CONTENT_TYPE, content_type);
    answer
}

fn refusal(status: StatusCode) -> Answer {
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = status;
    answer
}
