//! axum with its default features, written the way its guide shows.

use std::io;

use axum::extract::{Path, Query};
use axum::routing::get;
use axum::serve::ListenerExt;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

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
        .route("/books/{id}", get(book));

    let listener = TcpListener::bind(peer_common::ADDRESS).await?;
    peer_common::announce(listener.local_addr()?);
    let listener = listener.tap_io(|stream| {
        // A connection that is gone already fails here, and again when read.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, app).await
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
