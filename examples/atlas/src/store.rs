//! Access to the cities and countries, in either database.
//!
//! Both take the same SQL but for what [`sqlite`] and [`postgres`] say under the same names, so that
//! [`each`] writes a query once.

mod changes;
mod cities;
mod countries;
mod export;
mod postgres;
mod rows;
mod sqlite;
#[cfg(test)]
mod tests;

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use sqlx::{PgPool, SqlitePool, pool::PoolOptions};

use self::changes::Changes;
pub(crate) use self::cities::{COMPOSITES, Cities, Filter};
pub(crate) use self::export::Export;
pub(crate) use self::rows::bind_city;
use crate::database::Database;

/// Runs code over whichever pool there is, with the SQL of its database under a name.
macro_rules! each {
    ($store:expr, |$pool:ident, $sql:ident| $code:expr) => {
        match &$store.pool {
            $crate::store::Pools::Sqlite($pool) => {
                #[allow(unused_imports, reason = "not all code differs")]
                use $crate::store::sqlite as $sql;
                $code
            }
            $crate::store::Pools::Postgres($pool) => {
                #[allow(unused_imports, reason = "not all code differs")]
                use $crate::store::postgres as $sql;
                $code
            }
        }
    };
}
use each;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// Another city has the same name, country, latitude and longitude.
    #[error("a city of that name is already at that place")]
    Duplicate,
    /// The database can't hold a value of the city.
    #[error("a value that the database can't hold")]
    Value,
    /// The database failed.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        /// PostgreSQL: `character_not_in_repertoire`, which a NUL in a text is, and
        /// `datetime_field_overflow`, which a date before its first one is.
        const NO_VALUES: [&str; 2] = ["22021", "22008"];
        match error.as_database_error() {
            Some(cause) if cause.is_unique_violation() => Self::Duplicate,
            Some(cause) if cause.code().is_some_and(|code| NO_VALUES.contains(&&*code)) => {
                Self::Value
            }
            _ => Self::Database(error),
        }
    }
}

/// The database, and the changes made to it. Clones share one pool of connections, and tell the same
/// listeners.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: Pools,
    changes: Arc<Changes>,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Store {
    /// Opens a database that [`import`](crate::import::import) has built.
    pub(crate) async fn open(database: &Database) -> Result<Self, sqlx::Error> {
        let pool = match database {
            Database::Sqlite(path) => Pools::Sqlite(sqlite::open(path).await?),
            Database::Postgres(options) => Pools::Postgres(postgres::open(options).await?),
        };
        let changes = Arc::new(Changes::new());
        Ok(Self { pool, changes })
    }

    /// Waits for what is under way and closes all connections.
    pub(crate) async fn close(&self) {
        each!(self, |pool, sql| pool.close().await);
    }
}

/// What both pools have in common.
fn pool<DB: sqlx::Database>() -> PoolOptions<DB> {
    // More connections than cores only help while some wait for the disk.
    let cores = std::thread::available_parallelism().map_or(4, NonZero::get);
    PoolOptions::new()
        .max_connections(u32::try_from(cores).map_or(16, |cores| cores.clamp(4, 16)))
        // Who waits longer for a connection is better told so.
        .acquire_timeout(Duration::from_secs(5))
}

/// `n` as the databases can take it. What is beyond that is beyond every value stored, too.
fn clamped(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
