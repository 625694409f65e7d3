//! The table: a million rows by formula, with an index for each order.

use std::{path::Path, str::FromStr};

use sqlx::{
    PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

/// How many rows it has.
const ROWS: i64 = 1_000_000;
/// A schema of `PostgreSQL` that nobody else has.
const SCHEMA: &str = "folio_depth";

/// The rows are in this order by `id`, and in the opposite one by population, three to each.
fn population(id: i64) -> i64 {
    (ROWS - id) / 3
}

/// The key of the row that `rows` rows end with, as the queries by hand take it.
pub(crate) fn key_before(rows: i64, order: &str) -> String {
    if order == "id" {
        rows.to_string()
    } else {
        format!("{},{rows}", population(rows))
    }
}

pub(crate) async fn sqlite(file: &Path) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await?;
    for statement in [
        "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL, population INTEGER NOT NULL)",
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000)
         INSERT INTO items SELECT n, 'Item ' || n, (1000000 - n) / 3 FROM numbers",
        "CREATE INDEX items_population ON items (population DESC, id)",
        "ANALYZE",
    ] {
        sqlx::query(statement).execute(&pool).await?;
    }
    Ok(pool)
}

pub(crate) async fn postgres(url: &str) -> Result<PgPool, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?.options([("search_path", SCHEMA)]);
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await?;
    drop_schema(&pool).await?;
    for statement in [
        "CREATE SCHEMA folio_depth",
        "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT NOT NULL, population BIGINT NOT NULL)",
        "INSERT INTO items SELECT n, 'Item ' || n, (1000000 - n) / 3 FROM generate_series(1, 1000000) AS n",
        "CREATE INDEX items_population ON items (population DESC, id)",
        "ANALYZE items",
    ] {
        sqlx::query(statement).execute(&pool).await?;
    }
    Ok(pool)
}

pub(crate) async fn drop_schema(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query("DROP SCHEMA IF EXISTS folio_depth CASCADE")
        .execute(pool)
        .await?;
    Ok(())
}
