//! How cities and countries lie in the database.

use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteRow};
use sqlx::{Error, FromRow, Row};

use crate::city::{City, Country, NewCity};

impl FromRow<'_, SqliteRow> for City {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        let modified: &str = row.try_get("modified")?;
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            ascii_name: row.try_get("ascii_name")?,
            latitude: row.try_get("latitude")?,
            longitude: row.try_get("longitude")?,
            feature_code: row.try_get("feature_code")?,
            country: row.try_get("country")?,
            admin1: row.try_get("admin1")?,
            population: row.try_get("population")?,
            elevation: row.try_get("elevation")?,
            timezone: row.try_get("timezone")?,
            modified: modified.parse().map_err(|error| Error::ColumnDecode {
                index: "modified".to_owned(),
                source: Box::<jiff::Error>::new(error),
            })?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Country {
    fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            iso: row.try_get("iso")?,
            iso3: row.try_get("iso3")?,
            name: row.try_get("name")?,
            capital: row.try_get("capital")?,
            area_km2: row.try_get("area_km2")?,
            population: row.try_get("population")?,
            continent: row.try_get("continent")?,
            currency: row.try_get("currency")?,
            languages: list(row.try_get("languages")?),
            neighbours: list(row.try_get("neighbours")?),
        })
    }
}

/// The items of a comma-separated list, none of which is empty.
fn list(text: &str) -> Vec<String> {
    text.split(',')
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Binds the members of `city` in their order.
pub(crate) fn bind_city<'q>(
    query: Query<'q, Sqlite, SqliteArguments>,
    city: &NewCity,
) -> Result<Query<'q, Sqlite, SqliteArguments>, Error> {
    let population =
        i64::try_from(city.population).map_err(|error| Error::Encode(Box::new(error)))?;
    Ok(query
        .bind(city.name.as_str())
        .bind(city.ascii_name.as_str())
        .bind(city.latitude)
        .bind(city.longitude)
        .bind(city.feature_code.as_str())
        .bind(city.country.as_str())
        .bind(city.admin1.as_str())
        .bind(population)
        .bind(city.elevation)
        .bind(city.timezone.as_str())
        .bind(city.modified.to_string()))
}
