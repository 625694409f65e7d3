//! axum with its default features, written the way its guide shows.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::LINK;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{AppendHeaders, IntoResponse};
use axum::routing::get;
use axum::serve::ListenerExt;
use axum::{Json, Router};
use futures_util::stream::{self, Stream};
use peer_common::Record;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

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

#[derive(Deserialize)]
struct BookQuery {
    #[serde(default)]
    verbose: bool,
}

#[derive(Deserialize)]
#[serde(default)]
struct PageQuery {
    page: u64,
    page_size: u64,
}

impl Default for PageQuery {
    fn default() -> Self {
        Self {
            page: 1,
            page_size: 20,
        }
    }
}

#[derive(Serialize)]
struct PageView {
    items: Vec<Record>,
    page: u64,
    page_size: u64,
    total: u64,
}

#[derive(Serialize)]
struct Pagination {
    total: u64,
    total_pages: u64,
    first_page: u64,
    last_page: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_page: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_page: Option<u64>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let app = Router::new()
        .route("/plaintext", get(plaintext))
        .route("/json", get(json))
        .route("/books/{id}", get(book))
        .route("/page", get(page))
        .with_state(Arc::<[Record]>::from(peer_common::records()))
        .nest_service("/files", ServeDir::new(peer_common::files()))
        .route("/events", get(events))
        .merge(application());

    let listener = TcpListener::bind(peer_common::ADDRESS).await?;
    peer_common::announce(listener.local_addr()?);
    let listener = listener.tap_io(|stream| {
        // A connection that is gone already fails here, and again when read.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, app).await
}

/// Eight headers and two cookies, as layers that cover one route.
fn application() -> Router {
    let header = |name: &'static str, value: &'static str| {
        let name = HeaderName::from_static(name);
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    Router::new()
        .route("/headers", get(headers))
        .layer(header("x-router", "one"))
        .layer(header("x-team", "peers"))
        .layer(header("x-stage", "test"))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("x-frame-options", "DENY"))
        .layer(header("referrer-policy", "no-referrer"))
}

async fn headers() -> impl IntoResponse {
    let headers = [("x-handler", "headers"), ("cache-control", "no-store")];
    let cookies = AppendHeaders([
        ("set-cookie", "visited=yes; Path=/; SameSite=lax"),
        ("set-cookie", "session=abc; HttpOnly; Path=/; SameSite=lax"),
    ]);
    (headers, cookies, "ok")
}

async fn plaintext() -> &'static str {
    "Hello, World!"
}

async fn json() -> Json<Message> {
    Json(Message {
        message: "Hello, World!".to_owned(),
    })
}

async fn book(Path(id): Path<u64>, Query(query): Query<BookQuery>) -> Json<BookView> {
    Json(BookView {
        id,
        title: format!("Book {id}"),
        verbose: query.verbose,
        pages: id.wrapping_add(300),
    })
}

/// The answer owns what it serialises, so that the records of the page are cloned.
async fn page(
    State(records): State<Arc<[Record]>>,
    Query(query): Query<PageQuery>,
) -> Result<impl IntoResponse, StatusCode> {
    let PageQuery { page, page_size } = query;
    if page == 0 || !(1..=100).contains(&page_size) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let total = records.len() as u64;
    let last = total.div_ceil(page_size).max(1);
    let start = usize::try_from((page - 1).saturating_mul(page_size)).unwrap_or(usize::MAX);
    let most = usize::try_from(page_size).unwrap_or(usize::MAX);
    let items = records.iter().skip(start).take(most);
    let items = items.cloned().collect();
    let previous = (page > 1).then(|| page - 1);
    let next = (page < last).then(|| page + 1);

    let mut links = vec![(1, "first")];
    links.extend(previous.map(|page| (page, "prev")));
    links.extend(next.map(|page| (page, "next")));
    links.push((last, "last"));
    let links: Vec<String> = links
        .into_iter()
        .map(|(page, rel)| format!("</page?page={page}&page_size={page_size}>; rel=\"{rel}\""))
        .collect();
    let pagination = Pagination {
        total,
        total_pages: last,
        first_page: 1,
        last_page: last,
        page: (page <= last).then_some(page),
        previous_page: previous.filter(|_| page <= last),
        next_page: next,
    };
    let pagination =
        serde_json::to_string(&pagination).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let headers = [
        (LINK, links.join(", ")),
        (HeaderName::from_static("x-pagination"), pagination),
    ];
    let page = PageView {
        items,
        page,
        page_size,
        total,
    };
    Ok((headers, Json(page)))
}

#[derive(Serialize)]
struct Seq {
    seq: u64,
}

async fn events() -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let event = |seq: u64| {
        let event = Event::default().id(seq.to_string()).json_data(Seq { seq });
        Ok(event.unwrap_or_default())
    };
    Sse::new(stream::iter((1..=1000).map(event)))
}
