//! A small table, listed in several ways.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use folio::{
    App, PageOptions, PageStyle, Router, Sort, Sortable, State, get,
    pages::sql::{CachedCounts, Rows},
    routes,
    test::Client,
};
use serde_json::Value;
use sqlx::{Pool, QueryBuilder};

use crate::harness::{Database, engines};

#[derive(
    Debug, Clone, serde::Serialize, serde::Deserialize, utoipa::ToSchema, sqlx::FromRow, Sortable,
)]
#[sort(default = "-year")]
pub(crate) struct Book {
    #[sort(key)]
    pub(crate) id: i64,
    #[sort(collation = "NOCASE")]
    pub(crate) title: String,
    #[sort]
    pub(crate) year: i64,
    #[sort(nulls = last)]
    pub(crate) rating: Option<f64>,
}

pub(crate) fn book(id: i64, title: &str, year: i64, rating: Option<f64>) -> Book {
    let title = title.to_owned();
    Book {
        id,
        title,
        year,
        rating,
    }
}

/// As many books; by year they are in the order of their keys.
pub(crate) fn shelf(count: i64) -> Vec<Book> {
    let rating = |id: i64| (id % 3 > 0).then(|| f64::from(i16::try_from(id % 5).expect("small")));
    let title = |id: i64| ["Emma", "emma", "Ulysses"][usize::try_from(id % 3).expect("small")];
    (1..=count)
        .map(|id| book(id, title(id), 1900 + id, rating(id)))
        .collect()
}

const TABLE: &str = "CREATE TABLE books (id BIGINT PRIMARY KEY, title TEXT NOT NULL, \
    year BIGINT NOT NULL, rating FLOAT8)";
const NOCASE: &str = "CREATE COLLATION \"NOCASE\" \
    (provider = icu, locale = 'und-u-ks-level2', deterministic = false)";

/// Makes the table, and a client of the app that lists it.
pub(crate) async fn books(database: &Database, books: &[Book]) -> Client {
    database.run(TABLE).await;
    if !database.is_sqlite() {
        database.run(NOCASE).await;
    }
    insert(database, books).await;
    client(database)
}

/// Another client, as another replica has.
pub(crate) fn client(database: &Database) -> Client {
    database.client(sqlite::app, postgres::app)
}

pub(crate) async fn insert(database: &Database, books: &[Book]) {
    match database {
        Database::Sqlite { pool, .. } => sqlite::insert(pool, books).await,
        Database::Postgres { pool, .. } => postgres::insert(pool, books).await,
    }
}

/// The page of a target, which is answered by 200.
pub(crate) async fn page(client: &Client, target: &str) -> Value {
    let answer = client.get(target).await;
    assert_eq!(answer.status(), 200, "{target}: {}", answer.text());
    answer.json()
}

/// The keys of a page.
pub(crate) fn ids(page: &Value) -> Vec<i64> {
    let items = page["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| item["id"].as_i64().expect("a key"))
        .collect()
}

/// A query that takes as good as forever.
pub(crate) const ENDLESS: &str = "(WITH RECURSIVE numbers(n) AS \
    (SELECT id UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000000000) \
    SELECT count(*) FROM numbers)";

engines! {
    /// Books, sorted.
    #[get("/books", paginate, page(size = 3, max_size = 1000))]
    async fn list(
        sort: Sort<Book>,
        #[query(default = 0)] least: i64,
        #[query] title: Option<String>,
        pool: State<Pool<Db>>,
    ) -> Rows<Db, Book> {
        Rows::new(&pool, sort, move |sql| {
            sql.push("SELECT * FROM books WHERE year >= ").push_bind(least);
            if let Some(title) = &title {
                sql.push(" AND title = ").push_bind(title.clone());
            }
        })
    }

    /// The same, by a route of its own.
    #[get("/others", paginate, page(size = 3))]
    async fn others(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books");
        })
    }

    /// Books as they were when a walk began.
    #[get("/log", paginate, page(size = 3, count = exact))]
    async fn log(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books");
        });
        rows.as_of("id")
    }

    /// Books, the first ones by number.
    #[get("/shallow", paginate, page(size = 4, max_offset = 8))]
    async fn shallow(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books");
        })
    }

    /// Books, in an order that no request asks for.
    #[get("/newest", paginate, page(size = 3))]
    async fn newest(pool: State<Pool<Db>>) -> Rows<Db, Book> {
        Rows::new(&pool, Sort::default(), |sql| {
            sql.push("SELECT * FROM books");
        })
    }

    /// Books, counted up to ten.
    #[get("/capped", paginate, page(size = 3, count = capped))]
    async fn capped(
        sort: Sort<Book>,
        #[query(default = 0)] least: i64,
        pool: State<Pool<Db>>,
    ) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, move |sql| {
            sql.push("SELECT * FROM books WHERE year >= ").push_bind(least);
        });
        rows.count_cap(10)
    }

    /// Books, counted by statistics.
    #[get("/estimated", paginate, page(size = 3, count = estimated))]
    async fn estimated(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books");
        })
    }

    /// Books, counted now and then.
    #[get("/cached", paginate, page(size = 3, count = exact))]
    async fn cached(
        sort: Sort<Book>,
        #[query(default = 0)] least: i64,
        pool: State<Pool<Db>>,
        counts: State<CachedCounts>,
    ) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, move |sql| {
            sql.push("SELECT * FROM books WHERE year >= ").push_bind(least);
        });
        rows.cached_count(&counts, least.to_string())
    }

    /// Books of which the tenth can't be counted in time.
    #[get("/within", paginate, page(size = 3, count = exact))]
    async fn within(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books WHERE id <> 10 OR id < ").push(super::ENDLESS);
        });
        rows.count_within(Duration::from_millis(500))
    }

    /// Books of which the tenth can't be counted in any time.
    #[get("/patient", paginate, page(size = 3, count = exact))]
    async fn patient(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books WHERE id <> 10 OR id < ").push(super::ENDLESS);
        });
        rows.count_within(Duration::from_mins(1))
    }

    /// Books, which nobody has the time to count.
    #[get("/hurried", paginate, page(size = 3, count = exact))]
    async fn hurried(sort: Sort<Book>, pool: State<Pool<Db>>) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books");
        });
        rows.count_within(Duration::ZERO)
    }

    /// Books, more of them after the first statement.
    #[get("/growing", paginate, page(size = 3, count = exact))]
    async fn growing(
        sort: Sort<Book>,
        #[query] first: i64,
        pool: State<Pool<Db>>,
    ) -> Rows<Db, Book> {
        let asked = AtomicBool::new(false);
        Rows::new(&pool, sort, move |sql| {
            let least = if asked.swap(true, Ordering::Relaxed) { i64::MAX } else { first };
            sql.push("SELECT * FROM books WHERE id < ").push_bind(least);
        })
    }

    /// Books as they were when a walk began, counted now and then.
    #[get("/kept", paginate, page(size = 3, count = exact))]
    async fn kept(
        sort: Sort<Book>,
        pool: State<Pool<Db>>,
        counts: State<CachedCounts>,
    ) -> Rows<Db, Book> {
        let rows = Rows::new(&pool, sort, |sql| {
            sql.push("SELECT * FROM books");
        });
        rows.as_of("id").cached_count(&counts, "kept")
    }

    pub(crate) fn app(app: App, pool: Pool<Db>) -> App {
        let relay = Router::new("/relay")
            .operation_prefix("relay_")
            .pages(PageOptions::new().style(PageStyle::relay()))
            .routes(routes![list]);
        app.state(pool)
            .state(CachedCounts::new(Duration::from_hours(1)))
            .routes(routes![list, others, log, shallow, newest])
            .routes(routes![capped, estimated, cached, within])
            .routes(routes![patient, hurried, growing, kept])
            .mount(relay)
    }

    pub(crate) async fn insert(pool: &Pool<Db>, books: &[Book]) {
        if books.is_empty() {
            return;
        }
        let mut query = QueryBuilder::<Db>::new("INSERT INTO books (id, title, year, rating) ");
        query.push_values(books, |mut row, book| {
            row.push_bind(book.id).push_bind(&book.title);
            row.push_bind(book.year).push_bind(book.rating);
        });
        query.build().execute(pool).await.expect("new keys");
    }
}
