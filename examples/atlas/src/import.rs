//! Building the database on the first start, from the data this program carries.

#[cfg(test)]
pub(crate) mod tests;

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Deserialize;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::city::NewCity;
use crate::store::bind_city;

const CITIES: &[u8] = include_bytes!("../data/cities.csv.gz");
const COUNTRIES: &[u8] = include_bytes!("../data/countries.csv");

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

/// The first two list cities in order without sorting: every index ends in the identifier.
const INDEXES: &str = "
CREATE INDEX cities_by_population ON cities (population DESC);
CREATE INDEX cities_by_country ON cities (country, population DESC);
CREATE UNIQUE INDEX cities_by_place ON cities (name, country, latitude, longitude);";

/// How many cities one statement inserts. Each statement is a round trip to the thread of the
/// connection, which takes longer than the insertion of a single city.
const BATCH: usize = 500;

const INSERT_COUNTRY: &str = "INSERT INTO countries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// Why the database could not be built.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImportError {
    /// A file could not be read, written or renamed.
    #[error("file: {0}")]
    File(#[from] io::Error),
    /// The data cannot be read.
    #[error("data: {0}")]
    Data(#[from] csv::Error),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

/// Builds the database at `path` unless there is a file already; true if it was built.
///
/// With `progress`, a progress bar is drawn on the standard error if that is a terminal.
/// The file appears at once and complete, however the process ends.
pub(crate) async fn import(path: &Path, progress: bool) -> Result<bool, ImportError> {
    if path.try_exists()? {
        return Ok(false);
    }
    let lock = sibling(path, ".lock");
    let held = lock_file(lock.clone()).await?;
    // Another process may have built it while this one waited for the lock.
    let missing = !path.try_exists()?;
    if missing {
        let bar = progress_bar(progress);
        build(path, CITIES, &bar).await?;
        bar.finish_and_clear();
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

fn progress_bar(visible: bool) -> ProgressBar {
    if !visible {
        return ProgressBar::hidden();
    }
    let template = "importing cities {bar:40} {percent}% {elapsed}";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(CITIES.len() as u64).with_style(style)
}

/// Builds the database beside `path` and moves it there. The caller holds the lock.
async fn build(path: &Path, cities: &[u8], bar: &ProgressBar) -> Result<(), ImportError> {
    let temporary = sibling(path, ".tmp");
    // A killed process leaves its temporary file. A deleted database may leave its log, which
    // would be replayed into the new one.
    for leftover in [&temporary, &sibling(path, "-wal"), &sibling(path, "-shm")] {
        remove(leftover)?;
    }
    let mut result = fill(&temporary, cities, bar).await;
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
async fn fill(path: &Path, cities: &[u8], bar: &ProgressBar) -> Result<(), ImportError> {
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
    fill_cities(&mut tx, cities, bar).await?;
    sqlx::raw_sql(INDEXES).execute(&mut *tx).await?;
    tx.commit().await?;
    db.close().await?;
    Ok(())
}

async fn fill_cities(
    db: &mut SqliteConnection,
    cities: &[u8],
    bar: &ProgressBar,
) -> Result<(), ImportError> {
    let mut reader = csv::Reader::from_reader(GzDecoder::new(bar.wrap_read(cities)));
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

/// The columns of `countries.csv` that are kept.
#[derive(Deserialize)]
struct CountryRow {
    iso: String,
    iso3: String,
    name: String,
    capital: Option<String>,
    areakm2: f64,
    population: i64,
    continent: String,
    currency: String,
    languages: String,
    neighbours: String,
}

async fn fill_countries(db: &mut SqliteConnection) -> Result<(), ImportError> {
    for row in csv::Reader::from_reader(COUNTRIES).deserialize() {
        let row: CountryRow = row?;
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
fn sibling(path: &Path, suffix: &str) -> PathBuf {
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
