//! The pages as Folio reads them.

use folio::{
    App, CursorKeys, PageOptions, Service, Sort, Sortable, State, get,
    pages::{Count, sql::Rows},
    routes,
};
use serde::Serialize;
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use utoipa::ToSchema;

/// A row.
#[derive(Debug, Serialize, ToSchema, Sortable, sqlx::FromRow)]
struct Item {
    #[sort(key)]
    id: i64,
    name: String,
    #[sort]
    population: i64,
}

/// Rows of SQLite.
#[get("/rows", paginate)]
async fn of_sqlite(sort: Sort<Item>, pool: State<SqlitePool>) -> Rows<Sqlite, Item> {
    Rows::new(&pool, sort, |sql| {
        sql.push("SELECT * FROM items");
    })
}

/// Rows of `PostgreSQL`.
#[get("/rows", paginate)]
async fn of_postgres(sort: Sort<Item>, pool: State<PgPool>) -> Rows<Postgres, Item> {
    Rows::new(&pool, sort, |sql| {
        sql.push("SELECT * FROM items");
    })
}

fn app() -> App {
    let keys = CursorKeys::new([7; 32]).expect("32 bytes are enough");
    App::new("Depth", "0.0.0").pages(PageOptions::new().cursor_keys(keys).count(Count::None).size(crate::SIZE))
}

pub(crate) fn sqlite(pool: SqlitePool) -> Service {
    app()
        .state(pool)
        .routes(routes![of_sqlite])
        .build()
        .expect("it has no faults")
}

pub(crate) fn postgres(pool: PgPool) -> Service {
    app()
        .state(pool)
        .routes(routes![of_postgres])
        .build()
        .expect("it has no faults")
}
