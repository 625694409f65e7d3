//! What `PostgreSQL` needs said its own way.

use std::time::Duration;

use folio::pages::sql::cancelling;
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgPool};

/// How long a statement may take.
const TIMEOUT: Duration = Duration::from_secs(10);

pub(super) const BEGIN: &str = "BEGIN";
/// What holds rows of a reading until its transaction ends.
pub(super) const HOLD: &str = " FOR UPDATE";
pub(super) const INSERT: &str = "INSERT INTO cities (name, ascii_name, latitude, longitude,
    feature_code, country, admin1, population, elevation, timezone, modified)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CAST($11 AS date)) RETURNING id";
pub(super) const UPDATE: &str = "UPDATE cities SET name = $1, ascii_name = $2, latitude = $3,
    longitude = $4, feature_code = $5, country = $6, admin1 = $7, population = $8, elevation = $9,
    timezone = $10, modified = CAST($11 AS date) WHERE id = $12";

pub(super) async fn open(options: &PgConnectOptions) -> Result<PgPool, sqlx::Error> {
    let options = cancelling(options.clone(), TIMEOUT).disable_statement_logging();
    super::pool().connect_with(options).await
}
