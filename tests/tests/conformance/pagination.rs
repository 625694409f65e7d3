//! `pagination/*`: lists in parts, asked for in Litestar's three ways.

use folio::{
    Cursor, Offset, Page, PageNumber, Router, get,
    pages::{CursorKey, Edge, PageOptions, PageStyle},
    routes,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Clone, Serialize, ToSchema)]
struct Listed {
    id: String,
    name: String,
}

fn people() -> Vec<Listed> {
    let person = |number| Listed {
        id: format!("p{number:02}"),
        name: format!("Person {number:02}"),
    };
    (0..50).map(person).collect()
}

#[get("/classic", paginate)]
fn classic() -> Vec<Listed> {
    people()
}

#[get("/classic-async")]
async fn classic_async(at: PageNumber) -> Page<Listed> {
    let people = people();
    Page::counted(
        at,
        people[at.range(people.len())].to_vec(),
        people.len() as u64,
    )
}

#[get("/offset", paginate)]
fn offset() -> Vec<Listed> {
    people()
}

#[get("/offset-async")]
async fn offset_async(at: Offset) -> Page<Listed> {
    let people = people();
    Page::counted(
        at,
        people[at.range(people.len())].to_vec(),
        people.len() as u64,
    )
}

#[get("/offset-msgpack", paginate, media_type = MessagePack)]
fn offset_messagepack() -> Vec<Listed> {
    people()
}

/// The rows behind a key.
fn behind<K: CursorKey + Ord, T: Clone>(
    at: Cursor<K>,
    rows: &[T],
    key: impl Fn(&T) -> K,
) -> Page<T> {
    let from = match at.edge() {
        Edge::After(edge) => rows.partition_point(|row| key(row) <= *edge),
        _ => 0,
    };
    let probe = usize::try_from(at.probe()).unwrap_or(usize::MAX);
    let rows = rows[from..].iter().take(probe).cloned().collect();
    Page::probed(at, rows).keyed(key)
}

#[get("/cursor")]
fn cursor(at: Cursor<String>) -> Page<Listed> {
    behind(at, &people(), |person| person.id.clone())
}

#[get("/cursor-async")]
async fn cursor_async(at: Cursor<String>) -> Page<Listed> {
    behind(at, &people(), |person| person.id.clone())
}

#[get("/cursor-uuid")]
fn cursor_uuid(at: Cursor<Uuid>) -> Page<u64> {
    behind(at, &[0, 1, 2, 3, 4], |number| {
        Uuid::from_u64_pair(0, *number)
    })
}

pub(crate) fn router() -> Router {
    let paged = |style: PageStyle| {
        let options = PageOptions::new().style(style.max_size(1000));
        Router::new("").pages(options.plain_cursors())
    };
    Router::new("/pagination")
        .operation_prefix("pagination_")
        .mount(paged(PageStyle::litestar_classic()).routes(routes![classic, classic_async]))
        .mount(paged(PageStyle::litestar_offset()).routes(routes![
            offset,
            offset_async,
            offset_messagepack
        ]))
        .mount(paged(PageStyle::litestar_cursor()).routes(routes![
            cursor,
            cursor_async,
            cursor_uuid
        ]))
}

const JSON: Option<&str> = Some("application/json");

pub(crate) const SIBLINGS: &[crate::Row] = &[
    (
        "GET /pagination/classic?page_size=20&current_page=4",
        200,
        JSON,
        "{\"items\":[],\"page_size\":20,\"current_page\":4,\"total_pages\":3}",
    ),
    (
        "GET /pagination/offset?limit=1&offset=49",
        200,
        JSON,
        "{\"items\":[{\"id\":\"p49\",\"name\":\"Person 49\"}],\"limit\":1,\"offset\":49,\"total\":50}",
    ),
    (
        "GET /pagination/cursor-async?results_per_page=1&cursor=p00",
        200,
        JSON,
        "{\"items\":[{\"id\":\"p01\",\"name\":\"Person 01\"}],\"results_per_page\":1,\"cursor\":\"p01\"}",
    ),
    (
        "GET /pagination/cursor-uuid?results_per_page=2&cursor=00000000-0000-0000-0000-000000000003",
        200,
        JSON,
        "{\"items\":[4],\"results_per_page\":2,\"cursor\":null}",
    ),
    (
        "GET /pagination/offset?limit=0&offset=x",
        400,
        Some("application/problem+json"),
        "*",
    ),
];
