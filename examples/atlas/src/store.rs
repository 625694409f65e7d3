//! Access to the cities and countries in the `SQLite` database.

mod countries;
mod rows;
#[cfg(test)]
mod tests;

use std::num::NonZero;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    Sqlite, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool,
    SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Transaction};

pub(crate) use self::rows::bind_city;
use crate::city::{City, NewCity};

/// `?1` least population, `?2` limit, `?3` offset, `?4` country.
const PAGE: &str = "SELECT * FROM cities WHERE population >= ?1
    ORDER BY population DESC, id LIMIT ?2 OFFSET ?3";
const PAGE_IN: &str = "SELECT * FROM cities WHERE population >= ?1 AND country = ?4
    ORDER BY population DESC, id LIMIT ?2 OFFSET ?3";

/// `?1` least population, `?2` country. Without a condition, counting is 30 times as fast as with
/// one that every city meets.
const COUNT: &str = "SELECT count(*) FROM cities WHERE population >= ?1";
const COUNT_IN: &str = "SELECT count(*) FROM cities WHERE population >= ?1 AND country = ?2";
const COUNT_ALL: &str = "SELECT count(*) FROM cities";

const CITY: &str = "SELECT * FROM cities WHERE id = ?";
const INSERT: &str = "INSERT INTO cities (name, ascii_name, latitude, longitude, feature_code,
    country, admin1, population, elevation, timezone, modified)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const UPDATE: &str = "UPDATE cities SET name = ?, ascii_name = ?, latitude = ?, longitude = ?,
    feature_code = ?, country = ?, admin1 = ?, population = ?, elevation = ?, timezone = ?,
    modified = ? WHERE id = ?";
const DELETE: &str = "DELETE FROM cities WHERE id = ?";

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// Another city has the same name, country, latitude and longitude.
    #[error("a city of that name is already at that place")]
    Duplicate,
    /// The database failed.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(cause) if cause.is_unique_violation() => Self::Duplicate,
            _ => Self::Database(error),
        }
    }
}

/// Which cities to list. The default is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Only those of the country with this ISO 3166-1 alpha-2 code.
    pub(crate) country: Option<String>,
    /// Only those with at least this many inhabitants.
    pub(crate) min_population: Option<u64>,
}

impl Filter {
    fn least(&self) -> i64 {
        self.min_population.map_or(0, clamped)
    }
}

/// The database. Clones share one pool of connections.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens the database at `path`, which [`import`](crate::import::import) has built.
    pub(crate) async fn open(path: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging();
        // Each connection has a thread of its own: more of them than cores only helps while some
        // wait for the disk.
        let cores = std::thread::available_parallelism().map_or(4, NonZero::get);
        let pool = SqlitePoolOptions::new()
            .max_connections(u32::try_from(cores).map_or(16, |cores| cores.clamp(4, 16)))
            // Who waits longer for a connection is better told so.
            .acquire_timeout(Duration::from_secs(5))
            // A file neither goes away nor ages, so there is nothing to ping or to renew.
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options)
            .await?;
        Ok(Self { pool })
    }

    /// Waits for what is under way and closes all connections.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    /// Page `page`, counted from 1, of the cities that match, the most populous first, and the
    /// number of all that match.
    pub(crate) async fn cities(
        &self,
        filter: &Filter,
        page: u64,
        page_size: u64,
    ) -> Result<(Vec<City>, u64), sqlx::Error> {
        // One transaction, so that page and total are of the same moment.
        let mut tx = self.pool.begin().await?;
        let total = count(&mut tx, filter).await?;
        let cities = match offset(page, page_size) {
            Some(offset) if offset.unsigned_abs() < total => {
                list(&mut tx, filter, clamped(page_size), offset).await?
            }
            _ => Vec::new(),
        };
        tx.commit().await?;
        Ok((cities, total))
    }

    /// The `n` most populous cities.
    pub(crate) async fn largest(&self, n: u64) -> Result<Vec<City>, sqlx::Error> {
        let mut db = self.pool.acquire().await?;
        list(&mut db, &Filter::default(), clamped(n), 0).await
    }

    /// The city with this identifier.
    pub(crate) async fn city(&self, id: u64) -> Result<Option<City>, sqlx::Error> {
        let Ok(id) = i64::try_from(id) else {
            return Ok(None);
        };
        let query = sqlx::query_as(CITY).bind(id);
        query.fetch_optional(&self.pool).await
    }

    /// Adds a city and gives it an identifier.
    pub(crate) async fn insert(&self, city: &NewCity) -> Result<City, StoreError> {
        let query = bind_city(sqlx::query(INSERT), city)?;
        let id = query.execute(&self.pool).await?.last_insert_rowid();
        // SQLite counts up from the largest identifier ever used, and all of those are positive.
        Ok(city.clone().with_id(id.unsigned_abs()))
    }

    /// Gives an existing city the contents that `change` makes of those it has, unless that refuses.
    pub(crate) async fn update<E: From<sqlx::Error>>(
        &self,
        id: u64,
        change: impl FnOnce(City) -> Result<NewCity, E>,
    ) -> Result<Option<City>, E> {
        let Some((mut tx, current)) = self.begin_write(id).await? else {
            return Ok(None);
        };
        let city = change(current)?;
        let query = bind_city(sqlx::query(UPDATE), &city)?.bind(clamped(id));
        query.execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(Some(city.with_id(id)))
    }

    /// Removes a city, unless `check` refuses; false if there is none with this identifier.
    pub(crate) async fn delete<E: From<sqlx::Error>>(
        &self,
        id: u64,
        check: impl FnOnce(&City) -> Result<(), E>,
    ) -> Result<bool, E> {
        let Some((mut tx, current)) = self.begin_write(id).await? else {
            return Ok(false);
        };
        check(&current)?;
        let query = sqlx::query(DELETE).bind(clamped(id));
        query.execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// A city as it will be until the transaction ends: it is immediate, so nobody else writes between
    /// this reading and a writing that depends on it.
    async fn begin_write(
        &self,
        id: u64,
    ) -> Result<Option<(Transaction<'static, Sqlite>, City)>, sqlx::Error> {
        let Ok(key) = i64::try_from(id) else {
            return Ok(None);
        };
        let mut tx = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let query = sqlx::query_as(CITY).bind(key);
        let city = query.fetch_optional(&mut *tx).await?;
        Ok(city.map(|city| (tx, city)))
    }
}

async fn count(db: &mut SqliteConnection, filter: &Filter) -> Result<u64, sqlx::Error> {
    let query = match (&filter.country, filter.least()) {
        (Some(country), least) => sqlx::query_scalar(COUNT_IN).bind(least).bind(country),
        (None, 0) => sqlx::query_scalar(COUNT_ALL),
        (None, least) => sqlx::query_scalar(COUNT).bind(least),
    };
    query.fetch_one(db).await
}

async fn list(
    db: &mut SqliteConnection,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> Result<Vec<City>, sqlx::Error> {
    let sql = if filter.country.is_some() {
        PAGE_IN
    } else {
        PAGE
    };
    let mut query = sqlx::query_as(sql)
        .bind(filter.least())
        .bind(limit)
        .bind(offset);
    if let Some(country) = &filter.country {
        query = query.bind(country);
    }
    query.fetch_all(db).await
}

/// `n` as `SQLite` can take it. What is beyond that is beyond every value stored, too.
fn clamped(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// How many rows come before the `page`th page; none if that is more than `SQLite` can count.
fn offset(page: u64, page_size: u64) -> Option<i64> {
    let rows = page.saturating_sub(1).checked_mul(page_size)?;
    i64::try_from(rows).ok()
}
