//! The routes of the fastcrud sample.

use std::sync::Arc;

use folio::{
    App, Redirect, Router, Sort, Sortable, State, get,
    http::Uri,
    pages::{Fact, Mode, Numbers, PageOptions, PageParameter, PageStyle, Repeated, Sorted},
    routes,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    books::{self, Book, Books},
    differs::Row,
};

#[get("/books", paginate)]
async fn list(
    sort: Sort<Book>,
    #[query] author: Option<String>,
    #[query(name = "year__gte")] from_year: Option<i64>,
    #[query] in_stock: Option<bool>,
    all: State<Books>,
) -> Sorted<Book> {
    let matches = |book: &&Book| {
        author.as_ref().is_none_or(|author| book.author == *author)
            && from_year.is_none_or(|year| book.year >= year)
            && in_stock.is_none_or(|in_stock| book.in_stock == in_stock)
    };
    Sorted::new(all.iter().filter(matches).cloned().collect::<Books>(), sort)
}

#[get("/books-untyped", paginate)]
async fn untyped(sort: Sort<Book>, all: State<Books>) -> Sorted<Book> {
    Sorted::new(Arc::clone(&all), sort)
}

#[get("/books-keyed", paginate)]
async fn keyed(sort: Sort<Book>, all: State<Books>) -> Sorted<Book> {
    Sorted::new(Arc::clone(&all), sort)
}

#[get("/empties", paginate)]
async fn empties(sort: Sort<Book>) -> Sorted<Book> {
    Sorted::new(books::first(0), sort)
}

#[get("/twenties", paginate)]
async fn twenties(sort: Sort<Book>) -> Sorted<Book> {
    Sorted::new(books::first(20), sort)
}

#[get("/custom/page", paginate)]
async fn custom_page(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/custom/keyed", paginate)]
async fn custom_keyed(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/custom/list", paginate)]
async fn custom_list(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/cursor/books", paginate)]
async fn cursor_books(sort: Sort<Book>, all: State<Books>) -> Sorted<Book> {
    Sorted::new(Arc::clone(&all), sort)
}

#[get("/cursor/twenties", paginate)]
async fn cursor_twenties(sort: Sort<Book>) -> Sorted<Book> {
    Sorted::new(books::first(20), sort)
}

#[get("/cursor/empties", paginate)]
async fn cursor_empties(sort: Sort<Book>) -> Sorted<Book> {
    Sorted::new(books::first(0), sort)
}

/// A row whose id may be 0.
#[derive(Debug, Clone, Serialize, ToSchema, Sortable)]
struct Zero {
    #[sort(key)]
    id: i64,
    #[sort]
    name: String,
}

#[get("/cursor/zero-based", paginate)]
async fn zero_based(sort: Sort<Zero>) -> Sorted<Zero> {
    let row = |id| Zero {
        id,
        name: format!("Z{id}"),
    };
    Sorted::new((0..5).map(row).collect::<Arc<[Zero]>>(), sort)
}

#[get("/{list}/", status = 307)]
async fn without_slash(list: String, uri: Uri) -> Redirect {
    drop(list);
    books::without_slash(&uri)
}

#[get("/{group}/{list}/", status = 307)]
async fn without_slash_below(group: String, list: String, uri: Uri) -> Redirect {
    drop((group, list));
    books::without_slash(&uri)
}

fn paged(style: PageStyle) -> Router {
    Router::new("").pages(PageOptions::new().style(style))
}

pub(crate) fn app() -> App {
    let untyped_style = PageStyle::fastcrud()
        .component("UntypedResponse")
        .member("total_count", Fact::Total);
    let results = PageStyle::fastcrud()
        .rename("data", "results")
        .component("Results");
    let results_list = PageStyle::new("ResultList")
        .ask(PageParameter::Offset, "offset")
        .ask(PageParameter::Limit, "limit")
        .repeated(Repeated::Last)
        .numbers(Numbers::Pydantic)
        .size(100)
        .member("results", Fact::Items);
    let by_number = PageOptions::new()
        .name(PageParameter::Size, "items_per_page")
        .alias(PageParameter::Size, "itemsPerPage");
    App::new("fastcrud", "1")
        .disregard_accept()
        .state(books::first(books::COUNT))
        .pages(
            PageOptions::new()
                .style(PageStyle::fastcrud())
                // Its lists have no greatest size.
                .max_size(i64::MAX.unsigned_abs()),
        )
        .routes(routes![
            list,
            empties,
            twenties,
            without_slash,
            without_slash_below
        ])
        .mount(paged(untyped_style).routes(routes![untyped]))
        .mount(
            paged(
                PageStyle::fastcrud()
                    .rename("data", "rows")
                    .component("Rows"),
            )
            .routes(routes![keyed]),
        )
        .mount(
            Router::new("")
                .pages(
                    by_number.clone().style(
                        PageStyle::fastcrud()
                            .only_by(Mode::Number)
                            .component("PageResponse"),
                    ),
                )
                .routes(routes![custom_page]),
        )
        .mount(
            Router::new("")
                .pages(by_number.style(results.only_by(Mode::Number)))
                .routes(routes![custom_keyed]),
        )
        .mount(paged(results_list).routes(routes![custom_list]))
        .mount(
            Router::new("")
                .pages(
                    PageOptions::new()
                        .style(PageStyle::fastcrud_cursor())
                        .max_size(1000)
                        .plain_cursors(),
                )
                .routes(routes![
                    cursor_books,
                    cursor_twenties,
                    cursor_empties,
                    zero_based
                ]),
        )
}

pub(crate) const ROWS: &[Row] = &[
    // Offset and limit count in pairs; what can't be read is a mistake alone too.
    ("GET /books?limit=3", 200, "/data/99/id", "100"),
    ("GET /books?offset=3", 200, "/data/0/id", "1"),
    ("GET /books?page=2&limit=3", 200, "/data/0/id", "11"),
    (
        "GET /books?limit=abc",
        400,
        "/errors/0/parameter",
        "\"limit\"",
    ),
    (
        "GET /books?page=2&offset=1.5",
        400,
        "/errors/0/parameter",
        "\"offset\"",
    ),
    ("GET /books?page=1&offset=0&limit=5", 400, "-", ""),
    ("GET /books?itemsPerPage=5.0", 200, "/items_per_page", "5"),
    (
        "GET /books?sort=-rating,id&offset=136&limit=1",
        200,
        "/data/0/rating",
        "null",
    ),
    (
        "GET /books?sort=publisher",
        400,
        "/errors/0/parameter",
        "\"sort\"",
    ),
    (
        "GET /books?in_stock=false&page=1",
        200,
        "/total_count",
        "45",
    ),
    (
        "GET /books-untyped?offset=0&limit=2",
        200,
        "/total_count",
        "137",
    ),
    (
        "GET /custom/page?page=2&items_per_page=5",
        200,
        "/data/0/id",
        "6",
    ),
    (
        "GET /custom/keyed?page=28&items_per_page=5",
        200,
        "/results/1/id",
        "137",
    ),
    (
        "GET /custom/keyed?page=28&items_per_page=5",
        200,
        "/has_more",
        "false",
    ),
    ("GET /custom/list?offset=135", 200, "/results/1/id", "137"),
    (
        "GET /cursor/twenties?limit=5&cursor=15",
        200,
        "/next_cursor",
        "null",
    ),
    (
        "GET /cursor/books?sort_order=desc&limit=1",
        200,
        "/next_cursor",
        "137",
    ),
    (
        "GET /cursor/books?sort_column=publisher",
        400,
        "/errors/0/parameter",
        "\"sort_column\"",
    ),
    (
        "GET /cursor/books?limit=1001",
        400,
        "/errors/0/parameter",
        "\"limit\"",
    ),
    (
        "GET /cursor/zero-based?cursor=0&limit=1",
        200,
        "/data/0/id",
        "1",
    ),
    (
        "GET /cursor/empties?cursor=5",
        200,
        "",
        r#"{"data":[],"next_cursor":null}"#,
    ),
    (
        "GET /cursor/books/?limit=2",
        307,
        "location",
        "/cursor/books?limit=2",
    ),
];
