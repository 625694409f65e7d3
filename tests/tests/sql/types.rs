//! Columns whose types are not quite those of their fields.

use folio::{App, Sort, Sortable, State, get, pages::sql::Rows, routes, test::Client};
use serde_json::Value;
use sqlx::Pool;

use crate::harness::{Database, engines, on_both};

on_both!(every_row_once, narrow_keys_and_marks);

/// A measurement, of which answers show the key.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema, sqlx::FromRow, Sortable)]
struct Measured {
    #[sort(key)]
    id: i32,
    /// In SQLite a number has more digits than this.
    #[sort]
    #[serde(skip)]
    ratio: f32,
    #[sort]
    #[serde(skip)]
    height: Option<f32>,
    /// What is divided is no whole number.
    #[sort(name = "third", expression = "n / 3.0")]
    #[serde(skip)]
    n: i64,
    /// Text that PostgreSQL orders by its letters alone.
    #[sort]
    #[sqlx(rename = "label_text")]
    #[serde(skip)]
    label: String,
    /// Text that PostgreSQL fills with blanks.
    #[sort]
    #[serde(skip)]
    code: String,
    #[sort(expression = "code")]
    #[sqlx(rename = "code")]
    #[serde(skip)]
    same: String,
}

const SQLITE: &str = "CREATE TABLE measured (id INTEGER PRIMARY KEY, ratio REAL NOT NULL, \
    height REAL, n INTEGER NOT NULL, label TEXT NOT NULL, code TEXT NOT NULL)";
const POSTGRES: &str = "CREATE TABLE measured (id SERIAL PRIMARY KEY, ratio FLOAT4 NOT NULL, \
    height FLOAT4, n BIGINT NOT NULL, label public.citext NOT NULL, code CHAR(5) NOT NULL)";

/// Ties and what is nearly one in every column.
const ROWS: &str = "INSERT INTO measured VALUES \
    (1, 0.1, NULL, 1, 'b', 'x'), (2, 0.3, 0.1, 2, 'B', 'x'), (3, 0.1, 0.1, 3, 'a', 'xy'), \
    (4, 0.10000000149, 0.7, 4, 'A', ''), (5, 0.7, NULL, 4, 'b', 'x'), (6, 0.2, 0.7, 5, 'Ab', 'x y'), \
    (7, 0.1, 0.3, 7, 'aB', 'X'), (8, 0.3, 0.10000000149, 8, 'c', ''), (9, 0.7, 0.7, -1, 'B', 'y')";

async fn measured(database: &Database) -> Client {
    if !database.is_sqlite() {
        database
            .run("CREATE EXTENSION IF NOT EXISTS citext SCHEMA public")
            .await;
    }
    database.run_either(SQLITE, POSTGRES).await;
    database.run(ROWS).await;
    database.client(sqlite::app, postgres::app)
}

engines! {
    /// Measurements, sorted.
    #[get("/measured", paginate, page(size = 2))]
    async fn measured(sort: Sort<Measured>, pool: State<Pool<Db>>) -> Rows<Db, Measured> {
        Rows::new(&pool, sort, |sql| {
            sql.push("SELECT *, CAST(label AS text) AS label_text FROM measured");
        })
    }

    /// Measurements as they were when a walk began.
    #[get("/log", paginate, page(size = 2))]
    async fn log(sort: Sort<Measured>, pool: State<Pool<Db>>) -> Rows<Db, Measured> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT *, CAST(label AS text) AS label_text FROM measured");
        });
        rows.as_of("CASE WHEN id = 3 THEN NULL ELSE id END")
    }

    pub(crate) fn app(app: App, pool: Pool<Db>) -> App {
        app.state(pool).routes(routes![measured, log])
    }
}

async fn read(client: &Client, target: &str, size: u64) -> Vec<i64> {
    let walked = client.walk(target).sized(size).await;
    let items = walked.items::<Value>().into_iter();
    items
        .map(|item| item["id"].as_i64().expect("a key"))
        .collect()
}

async fn every_row_once(database: &Database) {
    let client = measured(database).await;
    // What PostgreSQL rounds it rounds in the order too.
    let third = if database.is_sqlite() {
        "n / 3.0"
    } else {
        "CAST(n / 3.0 AS bigint)"
    };
    let text = |column: &str| {
        if database.is_sqlite() {
            column.to_owned()
        } else {
            format!("CAST({column} AS text) COLLATE \"C\"")
        }
    };
    for (sort, column) in [
        ("ratio", "ratio".to_owned()),
        ("height", "height".to_owned()),
        ("third", third.to_owned()),
        ("label", text("label")),
        ("code", text("code")),
        ("same", text("code")),
    ] {
        for (sign, way) in [("", "NULLS FIRST"), ("-", "DESC NULLS LAST")] {
            let query =
                format!("SELECT CAST(id AS bigint) FROM measured ORDER BY {column} {way}, id");
            let expected = database.numbers(&query).await;
            for size in 1..4 {
                let target = format!("/measured?sort={sign}{sort}&cursor=");
                assert_eq!(read(&client, &target, size).await, expected, "{target}");
            }
        }
    }
}

/// The mark is no `bigint`, and a row has none.
async fn narrow_keys_and_marks(database: &Database) {
    let client = measured(database).await;
    let page: Value = client.get("/log?cursor=").await.json();
    let cursor = page["next_cursor"].as_str().expect("a cursor");
    database
        .run("INSERT INTO measured VALUES (10, 0.1, NULL, 1, 'b', 'x')")
        .await;
    let rest = read(&client, &format!("/log?cursor={cursor}"), 2).await;
    assert_eq!(page["items"][1]["id"], 2);
    assert_eq!(rest, [4, 5, 6, 7, 8, 9]);
}
