//! Which orders no index supports.

use std::time::Duration;

use folio::{
    Sort, Sortable,
    pages::{SortSyntax, sql::Rows},
};
use sqlx::QueryBuilder;

use crate::harness::{Database, on_both};

on_both!(orders_without_an_index, indexes_of_another_kind);

#[derive(Debug, sqlx::FromRow, Sortable)]
#[sort(default = "-year,name")]
struct Song {
    #[sort(key)]
    id: i64,
    #[sort]
    name: String,
    #[sort(collation = "NOCASE")]
    band: String,
    #[sort(name = "folded", expression = "lower(label)", not_null)]
    label: String,
    #[sort(only = descending)]
    year: i64,
    #[sort(nulls = last)]
    rating: Option<i64>,
    #[sort]
    plays: Option<i64>,
}

/// The table, by one connection: another one of SQLite learns of an index only when it reads.
async fn table(database: &Database) -> Database {
    let database = database.by_one_connection(Duration::from_mins(1)).await;
    let nocase = "CREATE COLLATION \"NOCASE\" \
        (provider = icu, locale = 'und-u-ks-level2', deterministic = false)";
    if !database.is_sqlite() {
        database.run(nocase).await;
    }
    let table = "CREATE TABLE songs (id BIGINT PRIMARY KEY, name TEXT NOT NULL, band TEXT NOT NULL, \
        label TEXT NOT NULL, year BIGINT NOT NULL, rating BIGINT, plays BIGINT)";
    database.run(table).await;
    database
}

/// The orders that are complained of.
async fn complaints(database: &Database) -> Vec<String> {
    let extra = ["sort=-year,name", "sort=plays,-rating"]
        .map(|query| Sort::parse(query, &SortSyntax::default()).expect("an order"));
    let found = match database {
        Database::Sqlite { pool, .. } => {
            let base = |sql: &mut QueryBuilder<_>| {
                sql.push("SELECT * FROM songs");
            };
            Rows::<_, Song>::check_orders(pool, base, &extra).await
        }
        Database::Postgres { pool, .. } => {
            let base = |sql: &mut QueryBuilder<_>| {
                sql.push("SELECT * FROM songs");
            };
            Rows::<_, Song>::check_orders(pool, base, &extra).await
        }
    };
    found
        .expect("a table")
        .iter()
        .map(|found| found.order.clone())
        .collect()
}

/// What each order is called, and the index that supports it.
fn indexes(database: &Database) -> [(&'static str, &'static str); 15] {
    let by_code_point = if database.is_sqlite() { "BINARY" } else { "C" };
    let leaked = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let name = |way: &str| leaked(format!("name COLLATE \"{by_code_point}\" {way}, id"));
    let folded = |way: &str| {
        leaked(format!(
            "(lower(label)) COLLATE \"{by_code_point}\" {way}, id"
        ))
    };
    let default = leaked(format!("year DESC, name COLLATE \"{by_code_point}\", id"));
    // SQLite's indexes have nulls first; elsewhere they are said.
    let either = |sqlite, postgres| {
        if database.is_sqlite() {
            sqlite
        } else {
            postgres
        }
    };
    [
        ("-year,name,id", default),
        ("id", ""),
        ("-id", ""),
        ("name,id", name("")),
        ("-name,id", name("DESC")),
        ("band,id", "band COLLATE \"NOCASE\", id"),
        ("-band,id", "band COLLATE \"NOCASE\" DESC, id"),
        ("folded,id", folded("")),
        ("-folded,id", folded("DESC")),
        ("-year,id", "year DESC, id"),
        // SQLite reads such an index from its first value on, and the nulls in front of it then.
        ("rating,id", "rating, id"),
        (
            "-rating,id",
            either("rating DESC, id", "rating DESC NULLS LAST, id"),
        ),
        ("plays,id", either("plays, id", "plays NULLS FIRST, id")),
        (
            "-plays,id",
            either("plays DESC, id", "plays DESC NULLS LAST, id"),
        ),
        (
            "plays,-rating,id",
            either(
                "plays, rating DESC, id",
                "plays NULLS FIRST, rating DESC NULLS LAST, id",
            ),
        ),
    ]
}

async fn orders_without_an_index(database: &Database) {
    let database = &table(database).await;
    let mut missing = complaints(database).await;
    let all = indexes(database).into_iter();
    let all = all.filter(|(_, columns)| !columns.is_empty());
    assert_eq!(missing, all.map(|(order, _)| order).collect::<Vec<_>>());
    for (order, columns) in indexes(database) {
        if columns.is_empty() {
            // The key has an index of its own.
            assert!(!missing.iter().any(|missing| missing == order), "{order}");
            continue;
        }
        let before = missing;
        assert!(
            before.iter().any(|missing| missing == order),
            "{order}: {before:?}"
        );
        database
            .run(&format!("CREATE INDEX songs_order ON songs ({columns})"))
            .await;
        missing = complaints(database).await;
        let others: Vec<String> = before
            .into_iter()
            .filter(|missing| missing != order)
            .collect();
        assert_eq!(missing, others, "after an index on ({columns})");
        database.run("DROP INDEX songs_order").await;
        missing = complaints(database).await;
        assert!(missing.iter().any(|missing| missing == order), "{order}");
    }
}

/// An index under another collation, with nulls elsewhere or on the plain column is none.
async fn indexes_of_another_kind(database: &Database) {
    let database = &table(database).await;
    let before = complaints(database).await;
    let (name, rating) = if database.is_sqlite() {
        ("name COLLATE NOCASE, id", "id, rating")
    } else {
        ("name COLLATE \"NOCASE\", id", "rating NULLS FIRST, id")
    };
    let band = "band, id";
    for columns in [name, rating, band, "label, id", "id, plays"] {
        database
            .run(&format!("CREATE INDEX songs_other ON songs ({columns})"))
            .await;
        let after = complaints(database).await;
        assert_eq!(after, before, "an index on ({columns})");
        database.run("DROP INDEX songs_other").await;
    }
}
