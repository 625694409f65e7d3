//! Pages over SQLite and PostgreSQL, each test on both.
//!
//! PostgreSQL is tested where `FOLIO_TEST_POSTGRES` is its URL; without it each test says that it left
//! it out.

#[path = "sql/books.rs"]
mod books;
#[path = "sql/busy.rs"]
mod busy;
#[path = "sql/churn.rs"]
mod churn;
#[path = "sql/cursors.rs"]
mod cursors;
#[path = "sql/harness.rs"]
mod harness;
#[path = "sql/hostile.rs"]
mod hostile;
#[path = "sql/indexes.rs"]
mod indexes;
#[path = "sql/joins.rs"]
mod joins;
#[path = "sql/orders.rs"]
mod orders;
#[path = "sql/plain.rs"]
mod plain;
#[path = "sql/things.rs"]
mod things;
#[path = "sql/totals.rs"]
mod totals;
#[path = "sql/types.rs"]
mod types;
#[path = "sql/walks.rs"]
mod walks;
