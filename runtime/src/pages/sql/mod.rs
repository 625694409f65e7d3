//! Pages of a database: keyset, number and offset over [`Rows`], on SQLite and PostgreSQL.
//!
//! Everything that is compared is compared by the database, on the same expression and under the same
//! collation as it is ordered by. Nothing from a request is ever a part of a statement's text: values
//! are bound, and columns are those of the record that derives [`Sortable`](crate::Sortable).
//!
//! Pools, statements and rows are those of `sqlx` 0.9, which a program that uses this names as a dependency of its
//! own, with its feature `derive` for `FromRow`.

mod cached;
mod check;
mod count;
mod engine;
mod error;
mod found;
mod keyset;
#[cfg(feature = "postgres")]
mod postgres;
mod read;
mod rows;
#[cfg(feature = "sqlite")]
mod sqlite;
mod statement;
#[cfg(feature = "sqlite")]
mod waiting;
mod walk;

#[cfg(feature = "postgres")]
#[cfg_attr(docsrs, doc(cfg(feature = "postgres")))]
pub use self::postgres::cancelling;
use self::rows::Base;
pub use self::{
    cached::CachedCounts, check::UnindexedOrder, engine::Engine, error::SqlError, rows::Rows,
    walk::Walk,
};
pub use super::cursor::Checkpoint;
