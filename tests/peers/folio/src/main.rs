//! Folio with its default features, written the way its documentation shows.

use folio::{App, File, Files, LocalFiles, Router, SetCookie, get, routes};
use serde::Serialize;
use tokio::net::TcpListener;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
struct Message {
    message: String,
}

#[derive(Serialize, ToSchema)]
struct BookView {
    id: u64,
    title: String,
    verbose: bool,
    pages: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), folio::Error> {
    let app = App::new("Peer", "0.0.0")
        .file_system("peer", LocalFiles::new(peer_common::files()))
        .routes(routes![plaintext, json, book, file])
        .mount(application());
    let listener = TcpListener::bind(peer_common::ADDRESS).await?;
    peer_common::announce(listener.local_addr()?);
    app.listen(listener).await
}

/// Three layers that cover one route.
fn application() -> Router {
    let router = Router::new("/headers")
        .header("x-router", "one")
        .header("x-team", "peers")
        .header("x-stage", "test")
        .routes(routes![headers]);
    Router::new("")
        .header("x-content-type-options", "nosniff")
        .header("x-frame-options", "DENY")
        .header("referrer-policy", "no-referrer")
        .cookie(SetCookie::new("visited", "yes"))
        .mount(router)
}

/// An answer with eight headers and two cookies of its layers.
#[get(
    "/",
    header("x-handler" = "headers"),
    cache_control(no_store),
    cookie("session" = "abc", http_only)
)]
async fn headers() -> &'static str {
    "ok"
}

/// A greeting.
#[get("/plaintext")]
async fn plaintext() -> &'static str {
    "Hello, World!"
}

/// A greeting in JSON.
#[get("/json")]
async fn json() -> Message {
    Message {
        message: "Hello, World!".to_owned(),
    }
}

/// One book.
#[get("/books/{id}")]
async fn book(id: u64, #[query(default = false)] verbose: bool) -> BookView {
    BookView {
        id,
        title: format!("Book {id}"),
        verbose,
        pages: id.wrapping_add(300),
    }
}

/// A file.
#[get("/files/{name}")]
async fn file(name: String, files: Files) -> File {
    files.file(name).inline()
}
