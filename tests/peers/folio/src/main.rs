//! Folio with its default features, written the way its documentation shows.

use std::sync::Arc;

use folio::pages::{Absent, Fact, Member, PageOptions, PageParameter, PageStyle, Rel};
use folio::{
    App, Event, File, Files, LocalFiles, Router, ServerSentEvents, SetCookie, State, get, routes,
};
use peer_common::Record;
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

#[derive(Serialize, ToSchema)]
struct Seq {
    seq: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), folio::Error> {
    let app = App::new("Peer", "0.0.0")
        .file_system("peer", LocalFiles::new(peer_common::files()))
        .state(Arc::<[Record]>::from(peer_common::records()))
        .pages(PageOptions::new().style(style()))
        .routes(routes![plaintext, json, book, page, file, events])
        .mount(application());
    let listener = TcpListener::bind(peer_common::ADDRESS).await?;
    peer_common::announce(listener.local_addr()?);
    app.listen(listener).await
}

/// How pages are asked for and shown.
fn style() -> PageStyle {
    let fact = |name: &'static str, fact| Member::new(name, fact).absent(Absent::LeftOut);
    PageStyle::new("Page")
        .ask(PageParameter::Number, "page")
        .ask(PageParameter::Size, "page_size")
        .member("items", Fact::Items)
        .member("page", Fact::Number)
        .member("page_size", Fact::Size)
        .member("total", Fact::Total)
        .link_header([Rel::First, Rel::Prev, Rel::Next, Rel::Last])
        .json_header(
            "x-pagination",
            [
                fact("total", Fact::Total),
                fact("total_pages", Fact::TotalPages),
                fact("first_page", Fact::First),
                fact("last_page", Fact::Last),
                fact("page", Fact::Current),
                fact("previous_page", Fact::Previous),
                fact("next_page", Fact::Next),
            ],
        )
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

/// A page of the list.
#[get("/page", paginate)]
async fn page(all: State<Arc<[Record]>>) -> Arc<[Record]> {
    Arc::clone(&all)
}

/// A file.
#[get("/files/{name}")]
async fn file(name: String, files: Files) -> File {
    files.file(name).inline()
}

/// A thousand events that are there at once.
#[get("/events")]
async fn events() -> ServerSentEvents<Seq> {
    ServerSentEvents::iter((1..=1000).map(|seq| Event::new(Seq { seq }).id(seq)))
}
