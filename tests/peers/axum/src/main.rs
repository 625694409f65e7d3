//! axum with its default features, written the way its guide shows.

use std::io;

use axum::extract::{Path, Query};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{AppendHeaders, IntoResponse};
use axum::routing::get;
use axum::serve::ListenerExt;
use axum::{Json, Router};
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

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let app = Router::new()
        .route("/plaintext", get(plaintext))
        .route("/json", get(json))
        .route("/books/{id}", get(book))
        .nest_service("/files", ServeDir::new(peer_common::files()))
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
