//! Cursors that clients can read and make, and floats that are no numbers: on PostgreSQL, whose columns
//! have types.

use folio::{
    App, PageOptions, PageStyle, Router, Sort, Sortable, State, get, pages::sql::Rows, routes,
    test::Client,
};
use serde_json::Value;
use sqlx::{PgPool, Postgres};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::harness::{Database, app, left_out};

/// A happening.
#[derive(Debug, serde::Serialize, utoipa::ToSchema, sqlx::FromRow, Sortable)]
struct Event {
    #[sort(key)]
    id: Uuid,
    #[sort]
    #[serde(skip)]
    made: OffsetDateTime,
    #[sort]
    #[serde(skip)]
    title: String,
    #[sort]
    #[serde(skip)]
    level: f64,
}

/// Events, by cursors that anybody can make.
#[get("/plain", paginate, page(size = 2, plain_cursors))]
async fn plain(sort: Sort<Event>, pool: State<PgPool>) -> Rows<Postgres, Event> {
    Rows::new(&pool, sort, |sql| {
        sql.push("SELECT * FROM events");
    })
}

/// Events.
#[get("/signed", paginate, page(size = 2))]
async fn signed(sort: Sort<Event>, pool: State<PgPool>) -> Rows<Postgres, Event> {
    Rows::new(&pool, sort, |sql| {
        sql.push("SELECT * FROM events");
    })
}

async fn events(test: &str) -> Option<(Client, Client, Database)> {
    let Some(database) = Database::postgres(test).await else {
        left_out(test);
        return None;
    };
    let table = "CREATE TABLE events (id UUID PRIMARY KEY, made TIMESTAMPTZ NOT NULL, \
        title TEXT NOT NULL, level FLOAT8 NOT NULL)";
    database.run(table).await;
    let Database::Postgres { pool, .. } = &database else {
        return None;
    };
    let levels = [f64::NAN, f64::INFINITY, -0.0, f64::NAN, 0.0, f64::NAN, 1.5];
    for (number, level) in (0_u8..).zip(levels) {
        let made = OffsetDateTime::UNIX_EPOCH + Duration::microseconds(i64::from(number / 2));
        let query = sqlx::query("INSERT INTO events VALUES ($1, $2, $3, $4)");
        let query = query.bind(Uuid::from_bytes([number * 31; 16])).bind(made);
        let query = query
            .bind(["a", "b\"", "é"][usize::from(number % 3)])
            .bind(level);
        query.execute(pool).await.expect("a new key");
    }
    let open = App::new("Events", "1.0.0").pages(PageOptions::new());
    let open = Client::new(open.state(pool.clone()).routes(routes![plain]));
    let relay = Router::new("/relay")
        .operation_prefix("relay_")
        .pages(PageOptions::new().style(PageStyle::relay()))
        .routes(routes![signed]);
    let closed = app().state(pool.clone()).routes(routes![signed]);
    let closed = Client::new(closed.mount(relay));
    Some((open, closed, database))
}

async fn read(client: &Client, target: &str) -> Vec<Uuid> {
    ids(&client.walk(target).sized(2).await.items())
}

/// The same from the end, and back from each page to the one before it.
async fn read_back(client: &Client, target: &str) -> Vec<Uuid> {
    ids(&client.walk(target).sized(2).backward().await.items())
}

fn ids(items: &[Value]) -> Vec<Uuid> {
    let id = |item: &Value| item.get("node").unwrap_or(item)["id"].clone();
    items
        .iter()
        .map(|item| serde_json::from_value(id(item)).expect("a UUID"))
        .collect()
}

async fn ordered(database: &Database, by: &str) -> Vec<Uuid> {
    let Database::Postgres { pool, .. } = database else {
        return Vec::new();
    };
    let query = sqlx::AssertSqlSafe(format!("SELECT id FROM events ORDER BY {by}, id"));
    sqlx::query_scalar(query)
        .fetch_all(pool)
        .await
        .expect("a table")
}

const ORDERS: [(&str, &str); 6] = [
    ("made", "made"),
    ("-made", "made DESC"),
    ("title", "title COLLATE \"C\""),
    ("level", "level"),
    ("-level", "level DESC"),
    ("-level,made", "level DESC, made"),
];

#[tokio::test]
async fn walks_on_postgres() {
    let test = concat!(module_path!(), "::walks");
    let Some((open, closed, database)) = events(test).await else {
        return;
    };
    for (sort, by) in ORDERS {
        let expected = ordered(&database, by).await;
        assert_eq!(
            read(&closed, &format!("/signed?sort={sort}&cursor=")).await,
            expected,
            "{sort}"
        );
        assert_eq!(
            read(&open, &format!("/plain?sort={sort}&cursor=")).await,
            expected,
            "{sort}"
        );
        for target in ["/signed?cursor=&sort=", "/relay/signed?sort="] {
            let target = format!("{target}{sort}");
            assert_eq!(read_back(&closed, &target).await, expected, "{target} back");
        }
        // The last page is read from the end, where nothing says what lies there.
        let last: Value = closed
            .get(&format!("/relay/signed?sort={sort}&last=3"))
            .await
            .json();
        let last = last["edges"].as_array().expect("edges").clone();
        assert_eq!(ids(&last), expected[4..], "{sort} from the end");
    }
    database.remove().await;
}

/// What no row can have is a client's mistake.
#[tokio::test]
async fn made_up_cursors_on_postgres() {
    let test = concat!(module_path!(), "::made_up");
    let Some((open, _, database)) = events(test).await else {
        return;
    };
    let id = "00000000-0000-0000-0000-000000000000";
    let values = [
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "-9999-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "infinity",
        "NaN",
        "1e999",
        "-1e-999",
        "%5Cu0000",
        "a%5Cu0000b",
        "",
        "null",
    ];
    for sort in ["made", "-made", "title", "level", "-level", "id"] {
        for value in values {
            for cursor in [
                format!("%5B%22{value}%22,%22{id}%22%5D"),
                value.to_owned(),
                id.to_owned(),
            ] {
                let target = format!("/plain?sort={sort}&cursor={cursor}");
                let status = open.get(&target).await.status();
                assert!([200, 400].contains(&status.as_u16()), "{target}: {status}");
            }
        }
    }
    database.remove().await;
}
