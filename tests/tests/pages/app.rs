//! One list behind every position and every style.

use std::{
    cmp::Ordering,
    sync::{Arc, RwLock},
};

use folio::{
    App, Cursor, CursorKeys, Offset, Page, PageNumber, PageOptions, PageStyle, Position, Router,
    Sort, Sortable, State, get,
    pages::{Edge, Mode, Sorted},
    routes,
    test::Client,
};
use proptest::prelude::*;

/// A row with ties, nulls and duplicates in every column but its key.
#[derive(
    Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema, Sortable,
)]
pub(crate) struct Row {
    #[sort(key)]
    pub(crate) id: u64,
    #[sort]
    pub(crate) name: String,
    #[sort]
    pub(crate) year: Option<i64>,
    #[sort]
    pub(crate) rating: Option<f64>,
    #[sort]
    pub(crate) open: bool,
}

/// Rows that tests change while they are served.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table(Arc<RwLock<Arc<[Row]>>>);

impl Table {
    pub(crate) fn get(&self) -> Arc<[Row]> {
        Arc::clone(&self.0.read().expect("no panic while it is held"))
    }

    pub(crate) fn set(&self, rows: &[Row]) {
        *self.0.write().expect("no panic while it is held") = rows.into();
    }
}

/// Rows in their order.
#[get("/number")]
async fn number(at: PageNumber, table: State<Table>) -> Page<Row> {
    let from = usize::try_from(at.offset()).unwrap_or(usize::MAX);
    let probe = usize::try_from(at.probe()).unwrap_or(usize::MAX);
    let rows = table.get().iter().skip(from).take(probe).cloned().collect();
    Page::probed(at, rows)
}

/// Rows in their order, counted.
#[get("/counted")]
async fn counted(at: PageNumber, table: State<Table>) -> Page<Row> {
    let all = table.get();
    let from = usize::try_from(at.offset()).map_or(all.len(), |from| from.min(all.len()));
    let size = usize::try_from(at.size()).unwrap_or(usize::MAX);
    let rows: Vec<Row> = all[from..].iter().take(size).cloned().collect();
    Page::counted(at, rows, all.len() as u64)
}

/// Rows in their order.
#[get("/offset")]
async fn offset(at: Offset, table: State<Table>) -> Page<Row> {
    let all = table.get();
    let rows = all[at.range(all.len())].to_vec();
    Page::counted(at, rows, all.len() as u64)
}

/// Rows by name.
#[get("/cursor")]
async fn cursor(at: Cursor<(String, u64)>, table: State<Table>) -> Page<Row> {
    let mut rows = table.get().to_vec();
    rows.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let beside = |row: &Row| (row.name.clone(), row.id);
    rows.retain(|row| match at.edge() {
        Edge::After(key) => beside(row) > *key,
        Edge::Before(key) => beside(row) < *key,
        Edge::Start | Edge::End => true,
    });
    if at.is_backward() {
        rows.reverse();
    }
    rows.truncate(usize::try_from(at.probe()).unwrap_or(usize::MAX));
    Page::probed(at, rows).keyed(beside)
}

/// Rows by name, whichever way they are asked for.
#[get("/position")]
async fn position(at: Position<(String, u64)>, table: State<Table>) -> Page<Row> {
    let mut rows = table.get().to_vec();
    rows.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let beside = |row: &Row| (row.name.clone(), row.id);
    match at {
        Position::Offset(at) => {
            let all = rows.len() as u64;
            Page::counted(at, rows[at.range(rows.len())].to_vec(), all).keyed(beside)
        }
        Position::Cursor(at) => {
            let (before, behind): (Vec<Row>, Vec<Row>) = match at.edge() {
                Edge::Start => (Vec::new(), rows),
                Edge::End => (rows, Vec::new()),
                Edge::After(key) => rows.into_iter().partition(|row| beside(row) <= *key),
                Edge::Before(key) => rows.into_iter().partition(|row| beside(row) < *key),
            };
            let size = usize::try_from(at.size()).unwrap_or(usize::MAX);
            let page = if at.is_backward() {
                let start = before.len().saturating_sub(size);
                Page::of(&at, before[start..].to_vec())
                    .with_previous(start > 0)
                    .with_next(!behind.is_empty())
            } else {
                let rows: Vec<Row> = behind.iter().take(size).cloned().collect();
                Page::of(&at, rows)
                    .with_previous(!before.is_empty())
                    .with_next(behind.len() > size)
            };
            page.keyed(beside)
        }
    }
}

/// Rows in their order.
#[get("/slice", paginate)]
async fn slice(table: State<Table>) -> Arc<[Row]> {
    table.get()
}

/// Rows in their order.
#[get("/vec", paginate)]
async fn vec(table: State<Table>) -> Vec<Row> {
    table.get().to_vec()
}

/// Rows in their order.
#[get("/shared", paginate)]
async fn shared(table: State<Table>) -> Arc<Vec<Row>> {
    Arc::new(table.get().to_vec())
}

/// Rows in their order.
#[get("/iterator", paginate)]
async fn iterator(table: State<Table>) -> Box<dyn Iterator<Item = Row> + Send> {
    Box::new(table.get().to_vec().into_iter())
}

/// Rows in the order that is asked for.
#[get("/sorted", paginate)]
async fn sorted(sort: Sort<Row>, table: State<Table>) -> Sorted<Row> {
    Sorted::new(table.get(), sort)
}

/// Rows in the order that is asked for.
#[get("/presorted", paginate)]
async fn presorted(sort: Sort<Row>, table: State<Table>) -> Sorted<Row> {
    let mut rows = table.get().to_vec();
    rows.sort_by(|a, b| sort.compare(a, b));
    Sorted::presorted(rows, sort)
}

/// The presets, and those that ask in several ways by each of them.
pub(crate) fn styles() -> Vec<(&'static str, PageStyle)> {
    use PageStyle as S;
    vec![
        ("envelope", S::envelope()),
        (
            "envelope_number",
            S::envelope().only_by(Mode::Number).component("Numbered"),
        ),
        (
            "envelope_offset",
            S::envelope().only_by(Mode::Offset).component("Offset"),
        ),
        (
            "envelope_cursor",
            S::envelope().only_by(Mode::Cursor).component("Cursor"),
        ),
        ("litestar_classic", S::litestar_classic()),
        ("litestar_offset", S::litestar_offset()),
        ("litestar_cursor", S::litestar_cursor()),
        ("smorest", S::smorest()),
        ("skip_limit", S::skip_limit()),
        ("cursor_limit", S::cursor_limit()),
        ("json_api_number", S::json_api_number()),
        ("json_api_offset", S::json_api_offset()),
        ("json_api_cursor", S::json_api_cursor()),
        ("fastcrud", S::fastcrud()),
        (
            "fastcrud_number",
            S::fastcrud().only_by(Mode::Number).component("Numbers"),
        ),
        ("fastcrud_cursor", S::fastcrud_cursor()),
        ("link", S::link()),
        ("link_offset", S::link().only_by(Mode::Offset)),
        ("link_cursor", S::link().only_by(Mode::Cursor)),
        ("relay", S::relay()),
        ("aip", S::aip()),
        ("stripe", S::stripe()),
        ("slack", S::slack()),
    ]
}

/// Whether a style asks by number, and by cursor.
fn asks(style: &str) -> (bool, bool) {
    let number = matches!(
        style,
        "envelope"
            | "envelope_number"
            | "litestar_classic"
            | "smorest"
            | "json_api_number"
            | "fastcrud"
            | "fastcrud_number"
            | "link"
    );
    let cursor = matches!(
        style,
        "envelope" | "link" | "relay" | "aip" | "stripe" | "slack"
    ) || style.contains("cursor");
    (number, cursor)
}

/// A client of the list under all styles, `/{style}/{endpoint}`.
pub(crate) fn client() -> (Client, Table) {
    let table = Table::default();
    let keys = CursorKeys::new([7; 32]).expect("long enough");
    let mut app = App::new("Walks", "1.0.0")
        .state(table.clone())
        .pages(PageOptions::new().cursor_keys(keys));
    for (name, style) in styles() {
        let (by_number, by_cursor) = asks(name);
        let mut router = Router::new(format!("/{name}"))
            .operation_prefix(format!("{name}_"))
            .pages(PageOptions::new().style(style))
            .routes(routes![
                offset, position, slice, vec, shared, iterator, sorted, presorted
            ]);
        if by_number {
            router = router.routes(routes![number, counted]);
        }
        if by_cursor {
            router = router.routes(routes![cursor]);
        }
        app = app.mount(router);
    }
    (Client::new(app), table)
}

/// Every path of it.
pub(crate) fn paths(client: &Client) -> Vec<String> {
    let document = client.service().document();
    let paths = document["paths"].as_object().expect("paths");
    paths.keys().cloned().collect()
}

/// An order of rows, as its column and whether it is descending.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order(pub(crate) &'static str, pub(crate) bool);

impl Order {
    pub(crate) const ALL: [Order; 10] = [
        Order("id", false),
        Order("id", true),
        Order("name", false),
        Order("name", true),
        Order("year", false),
        Order("year", true),
        Order("rating", false),
        Order("rating", true),
        Order("open", false),
        Order("open", true),
    ];

    /// As a style asks for it.
    pub(crate) fn query(self, path: &str) -> String {
        let Order(column, descending) = self;
        if path.starts_with("/fastcrud_cursor/") {
            let direction = if descending { "desc" } else { "asc" };
            return format!("sort_column={column}&sort_order={direction}");
        }
        let sign = if descending { "-" } else { "" };
        format!("sort={sign}{column}")
    }

    /// The order by itself: null is the least, the key breaks ties upwards.
    pub(crate) fn compare(self, a: &Row, b: &Row) -> Ordering {
        let Order(column, descending) = self;
        let order = match column {
            "id" => a.id.cmp(&b.id),
            "name" => a.name.cmp(&b.name),
            "year" => a.year.cmp(&b.year),
            "rating" => a.rating.partial_cmp(&b.rating).expect("no NaN"),
            _ => a.open.cmp(&b.open),
        };
        let order = if descending { order.reverse() } else { order };
        order.then(a.id.cmp(&b.id))
    }
}

/// What a walk of a path is to see: rows as they are, by name, or in an order.
pub(crate) fn expected(path: &str, rows: &[Row], order: Order) -> Vec<Row> {
    let mut rows = rows.to_vec();
    if path.ends_with("sorted") {
        rows.sort_by(|a, b| order.compare(a, b));
    } else if path.ends_with("/cursor") || path.ends_with("/position") {
        rows.sort_by(|a, b| Order("name", false).compare(a, b));
    }
    rows
}

/// Up to so many rows, with few values in each column.
pub(crate) fn rows(most: usize) -> impl Strategy<Value = Vec<Row>> {
    let id = prop_oneof![0..60_u64, any::<u64>()];
    let name = prop_oneof![Just(""), Just("a"), Just("b"), Just("é"), Just("%&+ ,\"")];
    let year = proptest::option::of(prop_oneof![0..3_i64, Just(i64::MIN), Just(i64::MAX)]);
    let rating = proptest::option::of(prop_oneof![Just(0.1), Just(-2.5), Just(f64::MAX)]);
    let row = (id, name, year, rating, any::<bool>());
    proptest::collection::vec(row, 0..=most).prop_map(|rows| {
        let mut made: Vec<Row> = Vec::new();
        for (id, name, year, rating, open) in rows {
            if made.iter().all(|row| row.id != id) {
                made.push(Row {
                    id,
                    name: name.to_owned(),
                    year,
                    rating,
                    open,
                });
            }
        }
        made
    })
}

pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(work)
}
