//! Positions, pages and lists in every form, and options of pages that are inherited.

#![deny(warnings)]

use std::{convert::Infallible, sync::Arc};

use folio::{
    App, Cursor, Offset, Page, PageNumber, PageStyle, Position, Response, Router, State, controller,
    get,
    pages::{Keys, NumberPaginator, PageOptions, PageRejection, PlainOffsetPaginator},
    routes,
};

type Rows = Vec<u64>;
type Wrapped = Result<Response<Rows>, Infallible>;
type Where = PageNumber;

fn ours() -> PageStyle {
    PageStyle::link().header("x-total", folio::pages::Fact::Total)
}

/// Every option.
#[get(
    "/options",
    page(
        size = 5,
        max_size = 50,
        above = clamp,
        zero_based,
        default_number = 0,
        max_offset = 1_000,
        count = none,
        style = ours(),
        base = "https://api.example.com",
        names(number = "p", size = "per"),
        aliases(size = "n"),
        plain_cursors
    )
)]
async fn options(at: PageNumber) -> Page<u64> {
    Page::probed(at, vec![1])
}

/// A position behind an alias, a page in a result in a response.
#[get("/alias")]
async fn alias(at: Where) -> Result<Response<Page<u64>>, Infallible> {
    Ok(Response::new(Page::counted(at, vec![1], 1)))
}

/// A function that waits for nothing.
#[get("/plain")]
fn plain(at: Offset, #[query] q: Option<String>) -> Page<u64> {
    drop(q);
    Page::of(at, vec![1])
}

/// A cursor of two keys.
#[get("/cursor", page(plain_cursors))]
async fn cursor(at: Cursor<(String, u64)>) -> Page<String> {
    Page::probed(&at, Vec::new()).keyed(|row: &String| (row.clone(), 0))
}

/// Whichever way.
#[get("/position", page(plain_cursors))]
async fn position(at: Position) -> Page<u64> {
    Page::probed(&at, Vec::new()).keyed(|row| Keys(vec![folio::pages::KeyValue::Uint(*row)]))
}

/// A list.
#[get("/list", paginate, page(size = 3))]
async fn list() -> Rows {
    vec![1, 2, 3]
}

/// A list in whatever there is around it.
#[get("/wrapped", paginate)]
fn wrapped() -> Wrapped {
    Ok(Response::new(vec![1, 2, 3]))
}

/// A shared list.
#[get("/shared", paginate)]
async fn shared(all: State<Arc<[u64]>>) -> Arc<[u64]> {
    Arc::clone(&all)
}

/// An iterator.
#[get("/iterator", paginate)]
async fn iterator() -> Result<Box<dyn Iterator<Item = u64> + Send>, PageRejection> {
    Ok(Box::new(0..10))
}

struct Numbered;

impl NumberPaginator for Numbered {
    type Item = u64;
    type Error = Infallible;

    async fn items(&self, at: PageNumber) -> Result<Vec<u64>, Infallible> {
        Ok(vec![at.number()])
    }
}

/// A paginator.
#[get("/numbered", paginate)]
async fn numbered() -> Numbered {
    Numbered
}

struct Counted;

impl PlainOffsetPaginator for Counted {
    type Item = u64;
    type Error = Infallible;

    fn items(&self, at: Offset) -> Result<Vec<u64>, Infallible> {
        Ok(vec![at.offset()])
    }
}

/// A paginator that waits for nothing, asked by hand.
#[get("/counted")]
fn counted(at: Offset) -> Result<Page<u64>, Infallible> {
    Counted.page(at)
}

struct Cities {
    size: u64,
}

/// Options of pages are inherited, so nothing here has to take a position.
#[controller("/cities", page(size = 5))]
impl Cities {
    /// No page.
    #[get("/size")]
    async fn size(&self) -> u64 {
        self.size
    }

    /// A page.
    #[get("/", page(max_size = 10))]
    async fn list(&self, at: PageNumber) -> Page<u64> {
        Page::probed(at, vec![self.size])
    }

    /// A list.
    #[get("/all", paginate)]
    fn all(&self) -> Vec<u64> {
        vec![self.size]
    }
}

fn main() {
    let app = App::new("t", "1")
        .state::<Arc<[u64]>>(Arc::from([1, 2, 3]))
        .pages(PageOptions::new().size(7))
        .routes(routes![
            options, alias, plain, cursor, position, list, wrapped, shared, iterator, numbered,
            counted
        ])
        .mount(Router::new("/below").mount(Cities { size: 1 }));
    app.build().unwrap();
}
