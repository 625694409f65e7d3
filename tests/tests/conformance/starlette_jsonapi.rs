//! The routes of the `starlette_jsonapi` sample.

use folio::{
    App, Cursor, Page, Redirect, Router, State, get,
    http::Uri,
    pages::{Edge, PageOptions, PageParameter, PageStyle},
    routes,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    books::{self, Book, Books},
    differs::Row,
};

/// A book as JSON:API has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Resource {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<Attributes>,
}

/// Those of its attributes that were asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[expect(
    clippy::option_option,
    reason = "a book without a rating says so, which one that was not asked for doesn't"
)]
struct Attributes {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    rating: Option<Option<f64>>,
}

impl Resource {
    /// A book with the attributes of a sparse fieldset, all of them without one.
    fn of(kind: &'static str, book: &Book, fields: Option<&str>) -> Resource {
        let asked = |name: &str| fields.is_none_or(|fields| fields.split(',').any(|f| f == name));
        let attributes = Attributes {
            title: asked("title").then(|| book.title.clone()),
            author: asked("author").then(|| book.author.clone()),
            year: asked("year").then_some(book.year),
            rating: asked("rating").then_some(book.rating),
        };
        let any = ["title", "author", "year", "rating"].into_iter().any(asked);
        Resource {
            kind,
            id: book.id.to_string(),
            attributes: any.then_some(attributes),
        }
    }
}

/// Every book there is.
const ALL: usize = usize::MAX;

/// Collections that are handed whole to the pager. Nothing can be included, and a sparse fieldset has
/// a field.
macro_rules! collections {
    ($($name:ident: $path:literal, $kind:literal, $fields:literal, $count:expr;)*) => {$(
        #[get($path, paginate)]
        async fn $name(
            #[query(name = $fields, min_length = 1)] fields: Option<String>,
            #[query(max_length = 0)] include: Option<String>,
            all: State<Books>,
        ) -> Vec<Resource> {
            drop(include);
            let rows = all.iter().take($count);
            rows.map(|book| Resource::of($kind, book, fields.as_deref())).collect()
        }
    )*};
}

collections! {
    list: "/books/", "books", "fields[books]", ALL;
    with_meta: "/books-meta/", "books-meta", "fields[books-meta]", ALL;
    empties: "/empties/", "empties", "fields[empties]", 0;
    hundred: "/hundred/", "hundred", "fields[hundred]", 100;
    one: "/one/", "one", "fields[one]", 1;
    renamed: "/books-renamed/", "books-renamed", "fields[books-renamed]", ALL;
    no_links: "/books-nolinks/", "books-nolinks", "fields[books-nolinks]", ALL;
    by_offset: "/books-offset/", "books-offset", "fields[books-offset]", ALL;
    empties_offset: "/empties-offset/", "empties-offset", "fields[empties-offset]", 0;
}

/// The rows beside an id, whether that is there or not.
fn beside(at: &Cursor<i64>, rows: &[Book]) -> Page<Book> {
    let id = |book: &Book| book.id;
    let limit = usize::try_from(at.size()).unwrap_or(usize::MAX);
    let range = match at.edge() {
        Edge::Start => 0..limit,
        Edge::After(key) => {
            let from = rows.partition_point(|row| id(row) <= *key);
            from..from.saturating_add(limit)
        }
        Edge::Before(key) => {
            let end = rows.partition_point(|row| id(row) < *key);
            end.saturating_sub(limit)..end
        }
        Edge::End => rows.len().saturating_sub(limit)..rows.len(),
    };
    let end = range.end.min(rows.len());
    Page::of(at, rows[range.start..end].to_vec())
        .with_previous(range.start > 0)
        .with_next(end < rows.len())
        .keyed(id)
}

#[get("/books-cursor/")]
async fn by_cursor(
    at: Cursor<i64>,
    #[query(name = "fields[books-cursor]", min_length = 1)] fields: Option<String>,
    #[query(max_length = 0)] include: Option<String>,
    all: State<Books>,
) -> Page<Resource> {
    drop(include);
    beside(&at, &all).map(|book| Resource::of("books-cursor", book, fields.as_deref()))
}

#[get("/empties-cursor/")]
async fn empties_cursor(
    at: Cursor<i64>,
    #[query(name = "fields[empties-cursor]", min_length = 1)] fields: Option<String>,
    #[query(max_length = 0)] include: Option<String>,
) -> Page<Resource> {
    drop(include);
    beside(&at, &[]).map(|book| Resource::of("empties-cursor", book, fields.as_deref()))
}

#[get("/{list}", status = 307)]
async fn to_list(list: String, uri: Uri) -> Redirect {
    drop(list);
    books::with_slash(&uri)
}

fn paged(style: PageStyle, options: PageOptions) -> Router {
    Router::new("").pages(options.style(style))
}

pub(crate) fn app() -> App {
    let number = || PageStyle::json_api_number().without("meta");
    App::new("starlette_jsonapi", "1")
        .disregard_accept()
        .state(books::first(books::COUNT))
        .pages(PageOptions::new().clamped())
        .routes(routes![to_list])
        .mount(paged(number(), PageOptions::new()).routes(routes![list, empties, hundred, one]))
        .mount(
            paged(
                PageStyle::json_api_number().component("NumberDocumentWithMeta"),
                PageOptions::new(),
            )
            .routes(routes![with_meta]),
        )
        .mount(
            paged(
                number(),
                PageOptions::new()
                    .name(PageParameter::Number, "p")
                    .name(PageParameter::Size, "per")
                    .default_number(2)
                    .size(5)
                    .max_size(7),
            )
            .routes(routes![renamed]),
        )
        .mount(
            paged(
                number().without("links").component("DocumentWithoutLinks"),
                PageOptions::new().size(3),
            )
            .routes(routes![no_links]),
        )
        .mount(
            paged(
                PageStyle::json_api_offset().without("meta"),
                PageOptions::new(),
            )
            .routes(routes![by_offset, empties_offset]),
        )
        .mount(
            paged(
                PageStyle::json_api_cursor(),
                PageOptions::new().plain_cursors(),
            )
            .routes(routes![by_cursor, empties_cursor]),
        )
}

pub(crate) const ROWS: &[Row] = &[
    // Whatever comes beside the page's parameters, links are references that a client can follow.
    (
        "GET /books/?x=%5b%zz|^[]&page[size]=100",
        200,
        "/links/last",
        r#""/books/?x=%5b%25zz%7C%5E%5B%5D&page%5Bnumber%5D=2&page%5Bsize%5D=100""#,
    ),
    ("GET /hundred/?page[number]=2", 200, "/links/next", "null"),
    (
        "GET /hundred/?page[number]=2",
        200,
        "/data/49/id",
        "\"100\"",
    ),
    (
        "GET /books-offset/?page[offset]=100&page[size]=30",
        200,
        "/links/next",
        "\"/books-offset/?page%5Boffset%5D=130&page%5Bsize%5D=30\"",
    ),
    (
        "GET /empties-offset/",
        200,
        "/links/last",
        "\"/empties-offset/?page%5Boffset%5D=0&page%5Bsize%5D=50\"",
    ),
    (
        "GET /empties-cursor/",
        200,
        "",
        r#"{"data":[],"links":{"first":"/empties-cursor/?page%5Bsize%5D=50","prev":null,"next":null}}"#,
    ),
    (
        "GET /books-cursor/?page[after]=3&page[size]=2",
        200,
        "/links/prev",
        "\"/books-cursor/?page%5Bsize%5D=2&page%5Bbefore%5D=4\"",
    ),
    ("GET /books-cursor/?page[before]=1", 200, "/data", "[]"),
    (
        "GET /books-meta/?page[number]=99",
        200,
        "/meta/total",
        "137",
    ),
    ("GET /books-nolinks/", 200, "/links", ""),
    ("GET /books-renamed/", 200, "/data/0/id", "\"6\""),
    (
        "GET /books/?fields[books]=title,rating&page[size]=1&page[number]=10",
        200,
        "/data/0/attributes",
        r#"{"title":"Book 119","rating":null}"#,
    ),
    ("GET /books/?include=", 200, "/data/0/id", "\"1\""),
    (
        "GET /books/?page[size]=x",
        400,
        "/errors/0/parameter",
        "\"page[size]\"",
    ),
    (
        "GET /books?page%5Bnumber%5D=2",
        307,
        "location",
        "/books/?page%5Bnumber%5D=2",
    ),
];
