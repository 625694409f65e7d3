//! Building the file of `SQLite`.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use super::{ImportError, Source, countries};
use crate::city::NewCity;
use crate::store::bind_city;

/// `AUTOINCREMENT`, because the identifier of a removed city is not to become another one's.
const TABLES: &str = "
CREATE TABLE cities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    ascii_name TEXT NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    feature_code TEXT NOT NULL,
    country TEXT NOT NULL,
    admin1 TEXT NOT NULL,
    population INTEGER NOT NULL,
    elevation INTEGER,
    timezone TEXT NOT NULL,
    modified TEXT NOT NULL
) STRICT;
CREATE TABLE countries (
    iso TEXT PRIMARY KEY,
    iso3 TEXT NOT NULL,
    name TEXT NOT NULL,
    capital TEXT,
    area_km2 REAL NOT NULL,
    population INTEGER NOT NULL,
    continent TEXT NOT NULL,
    currency TEXT NOT NULL,
    languages TEXT NOT NULL,
    neighbours TEXT NOT NULL
) STRICT, WITHOUT ROWID;";

/// One for each order of cities that requests may ask for, and the two that they often do: all of them
/// end in the identifier.
const INDEXES: &str = "
CREATE INDEX cities_by_population ON cities (population DESC);
CREATE INDEX cities_by_population_ascending ON cities (population);
CREATE INDEX cities_by_population_and_name ON cities (population DESC, name);
CREATE INDEX cities_by_name ON cities (name);
CREATE INDEX cities_by_name_descending ON cities (name DESC);
CREATE INDEX cities_by_country ON cities (country);
CREATE INDEX cities_by_country_descending ON cities (country DESC);
CREATE INDEX cities_by_country_and_population ON cities (country, population DESC);
CREATE INDEX cities_by_elevation ON cities (elevation);
CREATE INDEX cities_by_elevation_descending ON cities (elevation DESC);
CREATE UNIQUE INDEX cities_by_place ON cities (name, country, latitude, longitude);";

/// How many cities one statement inserts. Each statement is a round trip to the thread of the
/// connection, which takes longer than the insertion of a single city.
const BATCH: usize = 500;

const INSERT_COUNTRY: &str = "INSERT INTO countries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// Builds the database at `path` unless there is a file already; true if it was built.
pub(super) async fn import(path: &Path, source: &Source) -> Result<bool, ImportError> {
    if path.try_exists()? {
        return Ok(false);
    }
    let lock = sibling(path, ".lock");
    let held = lock_file(lock.clone()).await?;
    // Another process may have built it while this one waited for the lock.
    let missing = !path.try_exists()?;
    if missing {
        build(path, source).await?;
    }
    // From here on nobody builds, lock or no lock: whether the lock file goes makes no difference.
    let _ = std::fs::remove_file(lock);
    drop(held);
    Ok(missing)
}

/// Waits for the lock and holds it until the file is dropped or the process ends.
async fn lock_file(path: PathBuf) -> Result<File, io::Error> {
    let wait = move || {
        let file = File::create(path)?;
        file.lock()?;
        Ok(file)
    };
    tokio::task::spawn_blocking(wait).await?
}

/// Builds the database beside `path` and moves it there. The caller holds the lock.
pub(super) async fn build(path: &Path, source: &Source) -> Result<(), ImportError> {
    let temporary = sibling(path, ".tmp");
    // A killed process leaves its temporary file. A deleted database may leave its log, which
    // would be replayed into the new one.
    for leftover in [&temporary, &sibling(path, "-wal"), &sibling(path, "-shm")] {
        remove(leftover)?;
    }
    let mut result = fill(&temporary, source).await;
    if result.is_ok() {
        result = publish(&temporary, path).map_err(ImportError::File);
    }
    if result.is_err() {
        // The reason for the failure matters more than whether this succeeds.
        let _ = remove(&temporary);
    }
    result
}

/// Writes all tables into the new file `path`.
async fn fill(path: &Path, source: &Source) -> Result<(), ImportError> {
    // No journal and no synchronising: if anything fails the file is thrown away.
    let mut db = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .locking_mode(SqliteLockingMode::Exclusive)
        .disable_statement_logging()
        .connect()
        .await?;
    let mut tx = db.begin().await?;
    sqlx::raw_sql(TABLES).execute(&mut *tx).await?;
    fill_countries(&mut tx).await?;
    fill_cities(&mut tx, source).await?;
    sqlx::raw_sql(INDEXES).execute(&mut *tx).await?;
    tx.commit().await?;
    db.close().await?;
    Ok(())
}

async fn fill_cities(db: &mut SqliteConnection, source: &Source) -> Result<(), ImportError> {
    let mut reader = csv::Reader::from_reader(source.cities());
    let mut records = reader.records();
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        for record in records.by_ref().take(BATCH) {
            // By position, because the columns are named differently.
            batch.push(record?.deserialize(None)?);
        }
        if batch.is_empty() {
            return Ok(());
        }
        insert_cities(db, &batch).await?;
    }
}

async fn insert_cities(
    db: &mut SqliteConnection,
    batch: &[(i64, NewCity)],
) -> Result<(), sqlx::Error> {
    let placeholders = vec!["(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"; batch.len()].join(", ");
    // Safe, because only the number of placeholders varies.
    let sql = AssertSqlSafe(format!("INSERT INTO cities VALUES {placeholders}"));
    let mut query = sqlx::query(sql);
    for (id, city) in batch {
        query = bind_city(query.bind(id), city)?;
    }
    query.execute(db).await?;
    Ok(())
}

async fn fill_countries(db: &mut SqliteConnection) -> Result<(), ImportError> {
    for row in countries() {
        let row = row?;
        sqlx::query(INSERT_COUNTRY)
            .bind(row.iso)
            .bind(row.iso3)
            .bind(row.name)
            .bind(row.capital)
            .bind(row.areakm2)
            .bind(row.population)
            .bind(row.continent)
            .bind(row.currency)
            .bind(row.languages)
            .bind(row.neighbours)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Moves the finished file to its place, such that it is complete there even after a power cut.
fn publish(temporary: &Path, path: &Path) -> Result<(), io::Error> {
    OpenOptions::new().write(true).open(temporary)?.sync_all()?;
    std::fs::rename(temporary, path)?;
    // Elsewhere than on Unix a directory cannot be opened, let alone synchronised.
    #[cfg(unix)]
    match path.parent() {
        Some(parent) if parent != "" => File::open(parent)?.sync_all()?,
        _ => File::open(".")?.sync_all()?,
    }
    Ok(())
}

/// `path` with `suffix` after its last component.
pub(super) fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Removes a file that need not be there.
fn remove(path: &Path) -> Result<(), io::Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
