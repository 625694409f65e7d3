//! Orders by a column that another table gives, or doesn't.

use folio::{
    App, Sort, Sortable, State, get,
    pages::sql::Rows,
    routes,
    test::churn::{self, Random},
};
use serde_json::Value;
use sqlx::Pool;

use crate::harness::{Database, engines, on_both};

on_both!(every_order, cursors_hold);

/// A book, and where it stands on a floor.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema, sqlx::FromRow, Sortable)]
struct Placed {
    #[sort(key)]
    id: i64,
    #[sort]
    year: i64,
    #[sort(nulls = last)]
    place: Option<i64>,
    #[sort]
    room: Option<String>,
}

engines! {
    /// Books with their places, if they have any on this floor.
    #[get("/placed", paginate)]
    async fn placed(
        sort: Sort<Placed>,
        #[query] floor: i64,
        #[query(default = 0)] least: i64,
        pool: State<Pool<Db>>,
    ) -> Rows<Db, Placed> {
        Rows::new(&pool, sort, move |sql| {
            sql.push("SELECT b.id, b.year, p.place, p.room FROM books AS b \
                LEFT JOIN places AS p ON p.book = b.id AND p.floor = ").push_bind(floor);
            sql.push(" WHERE b.year >= ").push_bind(least);
        })
    }

    pub(crate) fn app(app: App, pool: Pool<Db>) -> App {
        app.state(pool).routes(routes![placed])
    }
}

/// What the tables of a request are, written by hand.
const JOINED: &str = "books AS b LEFT JOIN places AS p ON p.book = b.id AND p.floor = 2 \
    WHERE b.year >= 1901";
const TARGET: &str = "/placed?floor=2&least=1901";

/// The tables, which change.
struct Changing {
    database: Database,
    order: String,
}

impl Changing {
    async fn new(database: &Database, order: &str) -> Self {
        for table in [
            "CREATE TABLE books (id BIGINT PRIMARY KEY, year BIGINT NOT NULL)",
            "CREATE TABLE places (book BIGINT NOT NULL, floor BIGINT NOT NULL, place BIGINT, \
             room TEXT, PRIMARY KEY (book, floor))",
        ] {
            database.run(table).await;
        }
        Changing {
            database: database.clone(),
            order: order.to_owned(),
        }
    }

    /// Puts a book on some floors.
    async fn put(&self, id: i64, random: &mut Random) {
        // Any book is listed, so that each change shows.
        let year = 1901 + random.below(3);
        let insert = format!("INSERT INTO books VALUES ({id}, {year})");
        self.database.run(&insert).await;
        for floor in [1, 2] {
            let place = ["NULL", "1", "2", "3"][random.below(4)];
            let room = ["NULL", "'a'", "'B'", "'é'"][random.below(4)];
            if random.below(3) > 0 {
                let insert = format!("INSERT INTO places VALUES ({id}, {floor}, {place}, {room})");
                self.database.run(&insert).await;
            }
        }
    }

    async fn take(&self, id: i64) {
        for (table, column) in [("places", "book"), ("books", "id")] {
            let delete = format!("DELETE FROM {table} WHERE {column} = {id}");
            self.database.run(&delete).await;
        }
    }

    async fn any(&self, random: &mut Random) -> i64 {
        let ids = self.database.numbers("SELECT id FROM books ORDER BY id");
        let ids = ids.await;
        ids[random.below(ids.len())]
    }
}

impl churn::Rows for Changing {
    type Row = Placed;

    async fn rows(&mut self) -> Vec<Placed> {
        let query = format!(
            "SELECT b.id, b.year, p.place, p.room FROM {JOINED} ORDER BY {}",
            self.order
        );
        let query = sqlx::AssertSqlSafe(query);
        match &self.database {
            Database::Sqlite { pool, .. } => sqlx::query_as(query).fetch_all(pool).await,
            Database::Postgres { pool, .. } => sqlx::query_as(query).fetch_all(pool).await,
        }
        .expect("two tables")
    }

    async fn insert(&mut self, random: &mut Random) {
        let id = i64::try_from(random.next() >> 2).expect("62 bits");
        self.put(id, random).await;
    }

    async fn delete(&mut self, random: &mut Random) {
        let id = self.any(random).await;
        self.take(id).await;
    }

    async fn update(&mut self, random: &mut Random) {
        let id = self.any(random).await;
        self.take(id).await;
        self.put(id, random).await;
    }
}

async fn every_order(database: &Database) {
    let (tables, random) = (Changing::new(database, "id").await, &mut Random::new(6));
    for id in 1..=37 {
        tables.put(id, random).await;
    }
    database
        .run("UPDATE books SET year = 1900 WHERE id < 4")
        .await;
    let client = database.client(sqlite::app, postgres::app);
    let text = if database.is_sqlite() {
        "p.room"
    } else {
        r#"p.room COLLATE "C""#
    };
    for (sort, order) in [
        ("place", "p.place NULLS LAST, b.id".to_owned()),
        ("-place", "p.place DESC NULLS LAST, b.id".to_owned()),
        ("room", format!("{text} NULLS FIRST, b.id")),
        ("-room", format!("{text} DESC NULLS LAST, b.id")),
        (
            "place,-year",
            "p.place NULLS LAST, b.year DESC, b.id".to_owned(),
        ),
        (
            "-year,-place",
            "b.year DESC, p.place DESC NULLS LAST, b.id".to_owned(),
        ),
        (
            "-room,place",
            format!("{text} DESC NULLS LAST, p.place NULLS LAST, b.id"),
        ),
    ] {
        let query = format!("SELECT b.id FROM {JOINED} ORDER BY {order}");
        let expected = database.numbers(&query).await;
        assert_eq!(expected.len(), 34);
        for size in [1, 2, 3, 7] {
            let target = format!("{TARGET}&sort={sort}&cursor=");
            for walk in [client.walk(&target), client.walk(&target).backward()] {
                let walked = walk.sized(size).await;
                let items = walked.items::<Value>().into_iter();
                let ids: Vec<i64> = items
                    .map(|item| item["id"].as_i64().expect("a key"))
                    .collect();
                assert_eq!(ids, expected, "{target}, {size} a page");
            }
        }
    }
}

async fn cursors_hold(database: &Database) {
    let tables = Changing::new(database, "p.place NULLS LAST, b.year DESC, b.id").await;
    let client = database.client(sqlite::app, postgres::app);
    client
        .churn(&format!("{TARGET}&sort=place,-year&cursor="), tables)
        .seed(7)
        .rounds(2)
        .sizes([1, 2, 7, 25])
        .await;
}
