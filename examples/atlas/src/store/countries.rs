//! Reading countries.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row};

use super::Store;
use crate::city::{Country, CountryWithCities};

impl Store {
    /// All countries, ordered by ISO code.
    pub(crate) async fn countries(&self) -> Result<Vec<Country>, sqlx::Error> {
        let query = sqlx::query_as("SELECT * FROM countries ORDER BY iso");
        query.fetch_all(&self.pool).await
    }

    /// The country with this ISO 3166-1 alpha-2 code and the number of its cities.
    pub(crate) async fn country(
        &self,
        iso: &str,
    ) -> Result<Option<CountryWithCities>, sqlx::Error> {
        let query = sqlx::query(
            "SELECT *, (SELECT count(*) FROM cities WHERE country = iso) AS cities
            FROM countries WHERE iso = ?",
        );
        let found = query
            .bind(iso)
            .try_map(|row: SqliteRow| {
                Ok(Country::from_row(&row)?.with_cities(row.try_get("cities")?))
            })
            .fetch_optional(&self.pool)
            .await?;
        Ok(found)
    }

    /// Whether a country has this ISO 3166-1 alpha-2 code.
    pub(crate) async fn has_country(&self, iso: &str) -> Result<bool, sqlx::Error> {
        let query = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM countries WHERE iso = ?)");
        query.bind(iso).fetch_one(&self.pool).await
    }
}
