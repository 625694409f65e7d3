//! Databases that are too busy, and requests that nobody waits for any more.

use std::{future::Future, time::Duration};

use folio::{App, Sort, State, get, pages::sql::Rows, routes, test::Client};
use sqlx::Pool;

use crate::{
    books::{Book, ENDLESS, books, shelf},
    harness::{Database, engines, on_both},
};

on_both!(
    no_connection_in_time,
    no_answer_in_time,
    a_statement_takes_too_long,
    a_request_is_left,
    a_request_is_left_beside_others,
    a_row_that_can_not_be_read,
    other_errors_say_nothing,
);

engines! {
    /// Books, if ever.
    #[get("/endless", paginate, page(size = 3))]
    async fn endless(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books WHERE id < ").push(ENDLESS);
        });
        rows.timeout(Duration::from_mins(5))
    }

    /// Books, after a while.
    #[get("/late", paginate, page(size = 3))]
    async fn late(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books WHERE id < ").push(LATE);
        });
        rows.timeout(Duration::from_mins(5))
    }

    /// Books, if ever, and soon.
    #[get("/hasty", paginate, page(size = 3))]
    async fn hasty(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books WHERE id < ").push(ENDLESS);
        });
        rows.timeout(Duration::from_millis(200))
    }

    /// Books that can't be read, of which the second never comes.
    #[get("/torn", paginate, page(size = 3))]
    async fn torn(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT id, title, CAST(title AS TEXT) AS year, rating FROM books ");
            sql.push("WHERE CASE WHEN id = 1 THEN 1 = 1 ELSE id < ").push(ENDLESS).push(" END");
        });
        rows.timeout(Duration::from_secs(1))
    }

    /// Books, soon or not at all.
    #[get("/soon", paginate, page(size = 3))]
    async fn soon(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books");
        });
        rows.timeout(Duration::from_millis(200))
    }

    /// Books, however long it takes a machine that has other things to do.
    #[get("/books", paginate, page(size = 3))]
    async fn list(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books");
        });
        rows.timeout(Duration::from_mins(5))
    }

    /// Books of a table that is not there.
    #[get("/nowhere", paginate, page(size = 3))]
    async fn nowhere(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM secret_books");
        })
    }

    pub(crate) fn app(app: App, pool: Pool<Db>) -> App {
        app.state(pool).routes(routes![endless, late, hasty, torn, soon, list, nowhere])
    }
}

/// A number that takes a while.
const LATE: &str = "(SELECT count(*) FROM (WITH RECURSIVE numbers(n) AS \
    (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 300000) SELECT n FROM numbers) AS counted)";

/// A statement may take this long where none is meant to take too long.
const LONG: Duration = Duration::from_mins(10);

/// The same database by one connection, and a client of its app.
async fn narrow(database: &Database, timeout: Duration) -> (Database, Client) {
    drop(books(database, &shelf(9)).await);
    let one = database.by_one_connection(timeout).await;
    let client = one.client(sqlite::app, postgres::app);
    (one, client)
}

async fn is_busy(client: &Client, target: &str) {
    let answer = client.get(target).await;
    assert_eq!(answer.status(), 503, "{target}: {}", answer.text());
    assert_eq!(answer.header("retry-after"), Some("1"), "{target}");
}

/// The one connection is there again, and answers: what others ask, however long it takes, and pages.
async fn is_well(client: &Client, database: &Database) {
    assert_eq!(database.numbers(&format!("SELECT {LATE}")).await.len(), 1);
    let answer = client.get("/books").await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
}

/// Waits until something is so, a minute at most.
async fn until<F: Future<Output = bool>>(what: &str, so: impl Fn() -> F) {
    for _ in 0..6000 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not within a minute: {what}");
}

async fn no_connection_in_time(database: &Database) {
    let (one, client) = narrow(database, LONG).await;
    match &one {
        Database::Sqlite { pool, .. } => {
            let held = pool.acquire().await.expect("the one connection");
            is_busy(&client, "/soon").await;
            drop(held);
        }
        Database::Postgres { pool, .. } => {
            let held = pool.acquire().await.expect("the one connection");
            is_busy(&client, "/soon").await;
            drop(held);
        }
    }
    is_well(&client, &one).await;
}

async fn no_answer_in_time(database: &Database) {
    let (one, client) = narrow(database, LONG).await;
    for target in ["/hasty", "/hasty?page=2", "/hasty?cursor="] {
        is_busy(&client, target).await;
        is_well(&client, &one).await;
    }
}

/// Only PostgreSQL has a time of its own for statements.
async fn a_statement_takes_too_long(database: &Database) {
    let (one, client) = narrow(database, Duration::from_secs(2)).await;
    if !one.is_sqlite() {
        is_busy(&client, "/endless").await;
    }
    is_well(&client, &one).await;
}

/// The query ends with the request, long before it would have.
async fn a_request_is_left(database: &Database) {
    let (one, client) = narrow(database, LONG).await;
    let request = tokio::spawn({
        let client = client.clone();
        async move { client.get("/endless").await.status() }
    });
    match &one {
        Database::Sqlite { pool, .. } => {
            until("the query has the connection", async || {
                pool.size() == 1 && pool.num_idle() == 0
            })
            .await;
            request.abort();
            assert!(request.await.is_err(), "the query has an end");
        }
        Database::Postgres { .. } => {
            let active = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' \
                AND application_name = current_setting('application_name') \
                AND pid <> pg_backend_pid()";
            until("the query runs", async || {
                database.numbers(active).await == [1]
            })
            .await;
            request.abort();
            assert!(request.await.is_err(), "the query has an end");
            until("the query has ended", async || {
                database.numbers(active).await == [0]
            })
            .await;
        }
    }
    is_well(&client, &one).await;
}

/// What ends is the query of the request that is left, and no other one. In PostgreSQL they have nothing in
/// common.
async fn a_request_is_left_beside_others(database: &Database) {
    let Database::Sqlite { pool, .. } = database else {
        return;
    };
    drop(books(database, &shelf(9)).await);
    let client = database.client(sqlite::app, postgres::app);
    let asked = |target: &'static str| {
        let client = client.clone();
        tokio::spawn(async move { client.get(target).await.status() })
    };
    // Each connection runs queries of both kinds.
    for _ in 0..3 {
        let (left, late) = (asked("/endless"), asked("/late"));
        // On a busy machine one may be done before the other begins.
        until("both queries have connections", async || {
            late.is_finished() || pool.size() as usize - pool.num_idle() >= 2
        })
        .await;
        left.abort();
        assert!(left.await.is_err(), "the query has an end");
        assert_eq!(late.await.expect("an answer"), 200);
    }
}

/// The query ends with the request here too. PostgreSQL keeps the first rows until there are more of them.
async fn a_row_that_can_not_be_read(database: &Database) {
    let (one, client) = narrow(database, LONG).await;
    let answer = client.get("/torn?sort=id&cursor=").await;
    let expected = if one.is_sqlite() { 500 } else { 503 };
    assert_eq!(answer.status(), expected, "{}", answer.text());
    is_well(&client, &one).await;
}

async fn other_errors_say_nothing(database: &Database) {
    let (_, client) = narrow(database, LONG).await;
    for target in ["/nowhere", "/nowhere?page=2", "/nowhere?cursor="] {
        let answer = client.get(target).await;
        assert_eq!(answer.status(), 500, "{target}");
        let text = answer.text();
        for word in ["secret", "table", "relation", "exist", "42P01"] {
            assert!(!text.contains(word), "{target}: {text}");
        }
    }
}
