//! What `SQLite` needs said its own way.

use std::path::Path;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteSynchronous};

/// Nobody else writes between a reading and a writing that depends on it.
pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";
/// What holds rows of a reading until its transaction ends, which nothing else has to here.
pub(super) const HOLD: &str = "";
pub(super) const INSERT: &str = "INSERT INTO cities (name, ascii_name, latitude, longitude,
    feature_code, country, admin1, population, elevation, timezone, modified)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id";
pub(super) const UPDATE: &str = "UPDATE cities SET name = $1, ascii_name = $2, latitude = $3,
    longitude = $4, feature_code = $5, country = $6, admin1 = $7, population = $8, elevation = $9,
    timezone = $10, modified = $11 WHERE id = $12";

pub(super) async fn open(path: &Path) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging();
    super::pool()
        // A file neither goes away nor ages, so there is nothing to ping or to renew.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await
}
