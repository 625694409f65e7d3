//! Reading countries.

use sqlx::{FromRow, Row};

use super::{Store, each};
use crate::country::{Country, CountryWithCities};

const COUNTRY: &str = "SELECT *, (SELECT count(*) FROM cities WHERE country = iso) AS cities
    FROM countries WHERE iso = $1";

impl Store {
    /// All countries, ordered by ISO code.
    pub(crate) async fn countries(&self) -> Result<Vec<Country>, sqlx::Error> {
        each!(self, |pool, sql| {
            let query = sqlx::query_as("SELECT * FROM countries ORDER BY iso");
            query.fetch_all(pool).await
        })
    }

    /// The country with this ISO 3166-1 alpha-2 code and the number of its cities.
    pub(crate) async fn country(
        &self,
        iso: &str,
    ) -> Result<Option<CountryWithCities>, sqlx::Error> {
        each!(self, |pool, sql| {
            let found = sqlx::query(COUNTRY).bind(iso).fetch_optional(pool).await?;
            let with_cities = |row| {
                let cities: i64 = Row::try_get(&row, "cities")?;
                Ok(Country::from_row(&row)?.with_cities(cities.unsigned_abs()))
            };
            found.map(with_cities).transpose()
        })
    }

    /// Whether a country has this ISO 3166-1 alpha-2 code.
    pub(crate) async fn has_country(&self, iso: &str) -> Result<bool, sqlx::Error> {
        each!(self, |pool, sql| {
            let query =
                sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM countries WHERE iso = $1)");
            query.bind(iso).fetch_one(pool).await
        })
    }
}
