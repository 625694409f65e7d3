//! Building the database on the first start, from the data this program carries.

mod postgres;
mod sqlite;
#[cfg(test)]
pub(crate) mod tests;

use std::io::{self, Read};

use flate2::read::GzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};

use crate::database::Database;

/// The cities as CSV, compressed by gzip.
pub(crate) const CITIES: &[u8] = include_bytes!("../data/cities.csv.gz");
const COUNTRIES: &[u8] = include_bytes!("../data/countries.csv");

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

/// Builds the database unless it is there already; true if it was built.
///
/// With `progress`, a progress bar is drawn on the standard error if that is a terminal.
/// The data appears at once and complete, however the process ends.
pub(crate) async fn import(database: &Database, progress: bool) -> Result<bool, ImportError> {
    let source = Source {
        cities: CITIES,
        bar: progress_bar(progress),
    };
    let built = match database {
        Database::Sqlite(path) => sqlite::import(path, &source).await?,
        Database::Postgres(options) => postgres::import(options, &source).await?,
    };
    source.bar.finish_and_clear();
    Ok(built)
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

/// What is imported.
struct Source {
    cities: &'static [u8],
    bar: ProgressBar,
}

impl Source {
    /// The cities as CSV: a header line, then their members in the order of the table.
    fn cities(&self) -> impl Read {
        GzDecoder::new(self.bar.wrap_read(self.cities))
    }
}

/// The columns of `countries.csv` that are kept, in the order of the table.
#[derive(Serialize, Deserialize)]
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

fn countries() -> impl Iterator<Item = Result<CountryRow, csv::Error>> {
    csv::Reader::from_reader(COUNTRIES).into_deserialize()
}
