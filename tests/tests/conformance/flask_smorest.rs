//! The routes of the flask-smorest sample.

use std::{convert::Infallible, sync::Arc};

use folio::{
    App, Page, PageNumber, Redirect, Response, Router, State, get,
    http::{HeaderValue, Uri},
    pages::{Absent, Fact, Items, Keys, Member, PageOptions, PageSource, PageStyle, Position},
    routes,
};

use crate::{
    books::{self, Book, Books},
    differs::Row,
};

/// The list, handed whole to the pager.
#[get("/books/", paginate)]
async fn list(all: State<Books>) -> Books {
    Arc::clone(&all)
}

/// The handler cuts the page and says how many there are.
#[get("/books/in-view/")]
async fn in_view(at: PageNumber, all: State<Books>) -> Page<Book> {
    let (range, count) = (at.range(all.len()), all.len() as u64);
    Page::counted(at, Items::of_slice(Arc::clone(&all), range), count)
}

/// The handler doesn't say how many there are.
#[get("/books/no-count/")]
async fn no_count(at: PageNumber, all: State<Books>) -> Page<Book> {
    let range = at.range(all.len());
    let is_last = range.end == all.len();
    Page::of(at, Items::of_slice(Arc::clone(&all), range)).with_next(!is_last)
}

/// Something that can be counted and cut, as a query of a database can.
struct Selection(Books);

impl PageSource<()> for Selection {
    type Item = Book;
    type Error = Infallible;

    async fn page(self, at: Position<Keys>) -> Result<Page<Book>, Infallible> {
        let count = self.0.len();
        let range = match &at {
            Position::Offset(offset) => offset.range(count),
            // Its rows have no keys, so that nothing asks by cursor.
            Position::Cursor(_) => 0..0,
        };
        Ok(Page::counted(
            &at,
            Items::of_slice(self.0, range),
            count as u64,
        ))
    }
}

#[get("/books/cursor/", paginate)]
async fn own_pager(all: State<Books>) -> Selection {
    Selection(Arc::clone(&all))
}

#[get(
    "/books/defaults/",
    paginate,
    page(default_number = 2, size = 5, max_size = 7)
)]
async fn defaults(all: State<Books>) -> Books {
    Arc::clone(&all)
}

/// A default of 50 above a maximum of 20 stops an app from being built, so it is 20 here.
#[get("/books/default-over-max/", paginate, page(size = 20, max_size = 20))]
async fn default_over_max(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get(
    "/books/tuple/",
    paginate,
    status = 203,
    header("x-custom", description = "From the handler.")
)]
async fn with_status(all: State<Books>) -> Response<Books> {
    Response::new(Arc::clone(&all)).header(
        "x-custom".parse().expect("a name"),
        HeaderValue::from_static("yes"),
    )
}

#[get("/books/etag/", paginate, etag = strong)]
async fn tagged(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/books/filtered/", paginate)]
async fn filtered(
    #[query] author: Option<String>,
    #[query] year_min: Option<i64>,
    all: State<Books>,
) -> Vec<Book> {
    let matches = |book: &&Book| {
        author.as_ref().is_none_or(|author| book.author == *author)
            && year_min.is_none_or(|year| book.year >= year)
    };
    all.iter().filter(matches).cloned().collect()
}

#[get("/books/empty/", paginate)]
async fn none() -> Books {
    books::first(0)
}

#[get("/books/one/", paginate)]
async fn one() -> Books {
    books::first(1)
}

#[get("/books/twenty/", paginate)]
async fn twenty() -> Books {
    books::first(20)
}

#[get("/small/", paginate)]
async fn small(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/renamed-header/", paginate)]
async fn renamed_header(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/no-header/", paginate)]
async fn no_header(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/in-body/", paginate)]
async fn in_body(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/short-meta/", paginate)]
async fn short_meta(all: State<Books>) -> Books {
    Arc::clone(&all)
}

#[get("/{list}", status = 308)]
async fn to_list(list: String, uri: Uri) -> Redirect {
    drop(list);
    books::with_slash(&uri)
}

#[get("/books/{list}", status = 308)]
async fn to_books(list: String, uri: Uri) -> Redirect {
    drop(list);
    books::with_slash(&uri)
}

fn styled(style: PageStyle) -> Router {
    Router::new("").pages(PageOptions::new().style(style))
}

pub(crate) fn app() -> App {
    let header = "x-pagination";
    let fact = |name: &'static str, fact| Member::new(name, fact).absent(Absent::LeftOut);
    let pagination = [
        fact("total", Fact::Total),
        fact("total_pages", Fact::TotalPages),
        fact("first_page", Fact::First),
        fact("last_page", Fact::Last),
        fact("page", Fact::Current),
        fact("previous_page", Fact::Previous),
        fact("next_page", Fact::Next),
    ];
    let short = [
        Member::new("n", Fact::Total),
        Member::new("p", Fact::Number),
        Member::new("size", Fact::Size),
    ];
    let in_the_body = PageStyle::smorest()
        .without_header(header)
        .component("Paginated")
        .member("items", Fact::Items)
        .member("pagination", Fact::Object(pagination.into()));
    App::new("flask-smorest", "1")
        .disregard_accept()
        .state(books::first(books::COUNT))
        .pages(PageOptions::new().style(PageStyle::smorest()))
        .routes(routes![
            list,
            in_view,
            no_count,
            own_pager,
            defaults,
            default_over_max,
            with_status,
            tagged,
            filtered,
            none,
            one,
            twenty,
            to_list,
            to_books
        ])
        .mount(
            Router::new("")
                .pages(PageOptions::new().size(4).max_size(8))
                .routes(routes![small]),
        )
        .mount(
            styled(PageStyle::smorest().rename_header(header, "x-paging-info"))
                .routes(routes![renamed_header]),
        )
        .mount(styled(PageStyle::smorest().without_header(header)).routes(routes![no_header]))
        .mount(styled(in_the_body).routes(routes![in_body]))
        .mount(styled(PageStyle::smorest().json_header(header, short)).routes(routes![short_meta]))
}

pub(crate) const ROWS: &[Row] = &[
    // Nobody says how many there are, so that no header can.
    ("GET /books/no-count/?page=2", 200, "x-pagination", ""),
    ("GET /books/no-count/?page=2", 200, "/0/id", "11"),
    ("GET /books/no-count/?page=99", 200, "", "[]"),
    (
        "GET /books/one/",
        200,
        "x-pagination",
        r#"{"total": 1, "total_pages": 1, "first_page": 1, "last_page": 1, "page": 1}"#,
    ),
    (
        "GET /in-body/?page=2&page_size=50",
        200,
        "/pagination",
        r#"{"total":137,"total_pages":3,"first_page":1,"last_page":3,"page":2,"previous_page":1,"next_page":3}"#,
    ),
    (
        "GET /in-body/?page=99",
        200,
        "/pagination",
        r#"{"total":137,"total_pages":14,"first_page":1,"last_page":14}"#,
    ),
    ("GET /in-body/", 200, "/items/9/id", "10"),
    ("GET /in-body/", 200, "x-pagination", ""),
    ("GET /no-header/", 200, "x-pagination", ""),
    (
        "GET /short-meta/?page=2",
        200,
        "x-pagination",
        r#"{"n": 137, "p": 2, "size": 10}"#,
    ),
    (
        "GET /short-meta/?page=99&page_size=5",
        200,
        "x-pagination",
        r#"{"n": 137, "p": 99, "size": 5}"#,
    ),
    ("GET /books/tuple/?page=14", 203, "x-custom", "yes"),
    (
        "GET /books/tuple/?page=14",
        203,
        "x-pagination",
        r#"{"total": 137, "total_pages": 14, "first_page": 1, "last_page": 14, "page": 14, "previous_page": 13}"#,
    ),
    (
        "GET /books/filtered/?year_min=1960&page_size=1",
        200,
        "x-pagination",
        r#"{"total": 2, "total_pages": 2, "first_page": 1, "last_page": 2, "page": 1, "next_page": 2}"#,
    ),
    // Python takes these for 2 and 10.
    ("GET /books/?page=%202&page_size=1_0", 200, "/0/id", "11"),
    (
        "GET /books/?page=1__0",
        400,
        "/errors/0/parameter",
        "\"page\"",
    ),
    (
        "GET /books/?page=x&page_size=101",
        400,
        "/errors/1/parameter",
        "\"page_size\"",
    ),
    (
        "GET /books/defaults/?page_size=7&page=20",
        200,
        "/3/id",
        "137",
    ),
    (
        "GET /small/?page_size=9",
        400,
        "/errors/0/parameter",
        "\"page_size\"",
    ),
];
