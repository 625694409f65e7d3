//! The routes of the sample of the `FastAPI` article.

use std::sync::Arc;

use folio::{
    App, Cursor, Page, Redirect, Router, State, get,
    http::Uri,
    pages::{Edge, PageOptions, PageStyle},
    routes,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    books::{self, Book, Books},
    differs::Row,
};

#[derive(Debug, Clone, Serialize, ToSchema)]
struct User {
    id: i64,
    name: String,
}

fn users(count: i64) -> Vec<User> {
    let user = |id| User {
        id,
        name: format!("User {id}"),
    };
    (1..=count).map(user).collect()
}

/// The rows behind the one with an id, whether that is there or not.
fn behind<T: Clone>(at: Cursor<i64>, rows: &[T], id: fn(&T) -> i64) -> Page<T> {
    let from = match at.edge() {
        Edge::After(key) => rows.partition_point(|row| id(row) <= *key),
        _ => 0,
    };
    let probe = usize::try_from(at.probe()).unwrap_or(usize::MAX);
    let rows = rows[from..].iter().take(probe).cloned().collect();
    Page::probed(at, rows).keyed(id)
}

#[get("/users/offset", paginate)]
async fn users_offset() -> Vec<User> {
    users(100)
}

#[get("/users/cursor")]
async fn users_cursor(at: Cursor<i64>) -> Page<User> {
    behind(at, &users(100), |user| user.id)
}

#[get("/books/offset", paginate)]
async fn books_offset(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/books/cursor")]
async fn books_cursor(at: Cursor<i64>, all: State<Books>) -> Page<Book> {
    behind(at, &all, |book| book.id)
}

#[get("/empty/offset", paginate)]
async fn empty_offset() -> Vec<User> {
    Vec::new()
}

#[get("/empty/cursor")]
async fn empty_cursor(at: Cursor<i64>) -> Page<User> {
    behind(at, &[], |user| user.id)
}

#[get("/twenty/cursor")]
async fn twenty_cursor(at: Cursor<i64>) -> Page<User> {
    behind(at, &users(20), |user| user.id)
}

#[get("/{list}/{way}/", status = 307)]
async fn without_slash(list: String, way: String, uri: Uri) -> Redirect {
    drop((list, way));
    books::without_slash(&uri)
}

pub(crate) fn app() -> App {
    let by_offset = PageOptions::new().style(PageStyle::skip_limit());
    let by_cursor = PageOptions::new()
        .style(PageStyle::cursor_limit())
        .plain_cursors();
    App::new("FastAPI", "1")
        .disregard_accept()
        .state(books::first(books::COUNT))
        .routes(routes![without_slash])
        .mount(Router::new("").pages(by_offset).routes(routes![
            users_offset,
            books_offset,
            empty_offset
        ]))
        .mount(Router::new("").pages(by_cursor).routes(routes![
            users_cursor,
            books_cursor,
            empty_cursor,
            twenty_cursor
        ]))
}

pub(crate) const ROWS: &[Row] = &[
    // The next cursor, which the article has its clients know.
    ("GET /users/cursor?limit=3", 200, "x-next-cursor", "3"),
    (
        "GET /users/cursor?cursor=97&limit=3",
        200,
        "x-next-cursor",
        "",
    ),
    (
        "GET /users/cursor?cursor=98&limit=3",
        200,
        "",
        r#"[{"id":99,"name":"User 99"},{"id":100,"name":"User 100"}]"#,
    ),
    // Pydantic takes these for 1 and 10.
    ("GET /users/offset?skip=1.0&limit=1", 200, "/0/id", "2"),
    ("GET /users/offset?skip=1_0&limit=%201", 200, "/0/id", "11"),
    (
        "GET /users/offset?skip=1.5",
        400,
        "/errors/0/parameter",
        "\"skip\"",
    ),
    (
        "GET /users/offset?skip=-1&limit=0",
        400,
        "/errors/1/parameter",
        "\"limit\"",
    ),
    ("GET /empty/offset?skip=3", 200, "", "[]"),
    ("GET /empty/cursor", 200, "", "[]"),
    ("GET /twenty/cursor?cursor=20", 200, "", "[]"),
    ("GET /books/cursor?cursor=136", 200, "/0/id", "137"),
    (
        "GET /users/offset/?skip=3",
        307,
        "location",
        "/users/offset?skip=3",
    ),
];
