//! Walks of a list that changes: cursors hold, offsets don't, and the kit finds it.

use std::sync::{Arc, RwLock};

use folio::{
    App, Cursor, CursorKeys, Page, PageOptions, PageStyle, Router, Sort, State, get,
    pages::{Edge, Sorted},
    routes,
    test::{
        Client,
        churn::{Random, Rows},
    },
};

use crate::app::{Order, Row, Table};

/// The same table, as something that changes.
#[derive(Clone)]
struct Changing {
    table: Table,
    order: Order,
}

impl Changing {
    fn row(random: &mut Random) -> Row {
        let pick = |random: &mut Random| random.below(4) as u64;
        Row {
            id: random.next(),
            name: ["a", "b", "c", "é"][random.below(4)].to_owned(),
            year: (pick(random) > 0).then(|| 2020 + i64::try_from(pick(random)).expect("small")),
            rating: [None, Some(0.5), Some(2.25)][random.below(3)],
            open: random.below(2) == 0,
        }
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Row>)) {
        let mut rows = self.table.get().to_vec();
        change(&mut rows);
        self.table.set(&rows);
    }
}

impl Rows for Changing {
    type Row = Row;

    async fn rows(&mut self) -> Vec<Row> {
        let mut rows = self.table.get().to_vec();
        rows.sort_by(|a, b| self.order.compare(a, b));
        rows
    }

    async fn insert(&mut self, random: &mut Random) {
        let row = Changing::row(random);
        self.change(|rows| rows.push(row));
    }

    async fn delete(&mut self, random: &mut Random) {
        self.change(|rows| drop(rows.swap_remove(random.below(rows.len()))));
    }

    async fn update(&mut self, random: &mut Random) {
        self.change(|rows| {
            let index = random.below(rows.len());
            rows[index] = Row {
                id: rows[index].id,
                ..Changing::row(random)
            };
        });
    }
}

/// Rows in the order that is asked for.
#[get("/rows", paginate)]
async fn list(sort: Sort<Row>, table: State<Table>) -> Sorted<Row> {
    Sorted::new(table.get(), sort)
}

/// Rows in the order that is asked for, which they are in already.
#[get("/ready", paginate)]
async fn ready(sort: Sort<Row>, table: State<Table>) -> Sorted<Row> {
    let mut rows = table.get().to_vec();
    rows.sort_by(|a, b| sort.compare(a, b));
    Sorted::presorted(rows, sort)
}

fn client() -> (Client, Table) {
    let table = Table::default();
    let keys = CursorKeys::new([3; 32]).expect("long enough");
    let mut app = App::new("Churn", "1.0.0")
        .state(table.clone())
        .pages(PageOptions::new().cursor_keys(keys));
    for (name, style) in crate::app::styles() {
        let router = Router::new(format!("/{name}"))
            .operation_prefix(format!("{name}_"))
            .pages(PageOptions::new().style(style))
            .routes(routes![list, ready]);
        app = app.mount(router);
    }
    (Client::new(app), table)
}

fn changing(table: &Table, order: Order) -> Changing {
    Changing {
        table: table.clone(),
        order,
    }
}

#[tokio::test]
async fn cursors_hold_in_every_style() {
    let (client, table) = client();
    let styles = [
        "envelope_cursor",
        "litestar_cursor",
        "cursor_limit",
        "json_api_cursor",
    ];
    let more = [
        "fastcrud_cursor",
        "link_cursor",
        "relay",
        "aip",
        "stripe",
        "slack",
    ];
    for (index, style) in styles.into_iter().chain(more).enumerate() {
        let order = Order::ALL[2 + index % 8];
        let endpoint = ["rows", "ready"][index % 2];
        let path = format!("/{style}/{endpoint}");
        let target = format!("{path}?{}", order.query(&path));
        client
            .churn(&target, changing(&table, order))
            .rounds(1)
            .seed(index as u64)
            .await;
    }
}

#[tokio::test]
async fn cursors_hold_in_every_order() {
    let (client, table) = client();
    for (seed, order) in (1..).zip(Order::ALL) {
        let target = format!("/stripe/rows?{}", order.query("/stripe/"));
        let rows = changing(&table, order);
        client
            .churn(&target, rows)
            .seed(seed)
            .rounds(1)
            .sizes([1, 2, 3, 5, 7, 10])
            .await;
    }
}

#[tokio::test]
#[should_panic(expected = "a row was")]
async fn offsets_lose_rows() {
    let (client, table) = client();
    let order = Order("name", false);
    client
        .churn("/skip_limit/rows?sort=name", changing(&table, order))
        .await;
}

#[tokio::test]
#[should_panic(expected = "while rows changed: seed 4, round 0, 3 a page, forwards")]
async fn a_fault_says_how_to_see_it_again() {
    let (client, table) = client();
    let rows = changing(&table, Order("name", false));
    client
        .churn("/link/rows?sort=name", rows)
        .seed(4)
        .sizes([3])
        .await;
}

/// Where nothing is deleted, and rows come at the end only, offsets hold too.
#[tokio::test]
async fn offsets_hold_where_rows_are_added_at_the_end() {
    /// Numbers that only grow.
    #[derive(Clone, Default)]
    struct Log(Arc<RwLock<Vec<u64>>>);

    impl Rows for Log {
        type Row = u64;

        async fn rows(&mut self) -> Vec<u64> {
            self.0.read().expect("held by nobody").clone()
        }

        async fn insert(&mut self, _: &mut Random) {
            let mut numbers = self.0.write().expect("held by nobody");
            let next = numbers.len() as u64;
            numbers.push(next);
        }

        async fn delete(&mut self, random: &mut Random) {
            self.insert(random).await;
        }

        async fn update(&mut self, random: &mut Random) {
            self.insert(random).await;
        }
    }

    /// A log.
    #[get("/log", paginate, page(max_size = 100))]
    async fn log(log: State<Log>) -> Vec<u64> {
        log.0.read().expect("held by nobody").clone()
    }

    let numbers = Log::default();
    let app = App::new("Log", "1.0.0").state(numbers.clone());
    let app = app.pages(PageOptions::new().style(PageStyle::skip_limit()));
    let client = Client::new(app.routes(routes![log]));
    client
        .churn("/log", numbers)
        .forward()
        .rounds(1)
        .sizes([10, 25])
        .await;
}

/// A cursor that holds no more than a name, of which there are many.
#[tokio::test]
#[should_panic(expected = "a row was missed")]
async fn cursors_that_lose_ties_are_found() {
    /// Rows by name.
    #[get("/ties")]
    async fn ties(at: Cursor<String>, table: State<Table>) -> Page<Row> {
        let mut rows = table.get().to_vec();
        rows.sort_by(|a, b| Order("name", false).compare(a, b));
        if let Edge::After(name) = at.edge() {
            rows.retain(|row| row.name > *name);
        }
        rows.truncate(usize::try_from(at.probe()).expect("small"));
        Page::probed(at, rows).keyed(|row| row.name.clone())
    }

    let table = Table::default();
    let options = PageOptions::new().style(PageStyle::slack());
    let options = options.cursor_keys(CursorKeys::new([3; 32]).expect("long enough"));
    let app = App::new("Ties", "1.0.0")
        .state(table.clone())
        .pages(options);
    let client = Client::new(app.routes(routes![ties]));
    client
        .churn("/ties", changing(&table, Order("name", false)))
        .await;
}
