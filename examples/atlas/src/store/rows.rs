//! How cities and countries lie in the databases: the same in both.

use sqlx::query::Query;
use sqlx::{ColumnIndex, Database, Decode, Encode, Error, FromRow, Row, Type};

use crate::city::{City, NewCity};
use crate::country::Country;

impl<'r, R: Row> FromRow<'r, R> for City
where
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    i32: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, Error> {
        let modified: &str = row.try_get("modified")?;
        Ok(Self {
            id: count(row, "id")?,
            name: row.try_get("name")?,
            ascii_name: row.try_get("ascii_name")?,
            latitude: row.try_get("latitude")?,
            longitude: row.try_get("longitude")?,
            feature_code: row.try_get("feature_code")?,
            country: row.try_get("country")?,
            admin1: row.try_get("admin1")?,
            population: count(row, "population")?,
            elevation: row.try_get("elevation")?,
            timezone: row.try_get("timezone")?,
            modified: modified.parse().map_err(|error| Error::ColumnDecode {
                index: "modified".to_owned(),
                source: Box::<jiff::Error>::new(error),
            })?,
        })
    }
}

impl<'r, R: Row> FromRow<'r, R> for Country
where
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, Error> {
        Ok(Self {
            iso: row.try_get("iso")?,
            iso3: row.try_get("iso3")?,
            name: row.try_get("name")?,
            capital: row.try_get("capital")?,
            area_km2: row.try_get("area_km2")?,
            population: count(row, "population")?,
            continent: row.try_get("continent")?,
            currency: row.try_get("currency")?,
            languages: list(row.try_get("languages")?),
            neighbours: list(row.try_get("neighbours")?),
        })
    }
}

/// A number that is never negative.
fn count<'r, R: Row>(row: &'r R, column: &'static str) -> Result<u64, Error>
where
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    let number: i64 = row.try_get(column)?;
    u64::try_from(number).map_err(|error| Error::ColumnDecode {
        index: column.to_owned(),
        source: Box::new(error),
    })
}

/// The items of a comma-separated list, none of which is empty.
fn list(text: &str) -> Vec<String> {
    text.split(',')
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Binds the members of `city` in their order.
pub(crate) fn bind_city<'q, DB: Database>(
    query: Query<'q, DB, DB::Arguments>,
    city: &NewCity,
) -> Result<Query<'q, DB, DB::Arguments>, Error>
where
    i64: for<'t> Encode<'t, DB> + Type<DB>,
    Option<i32>: for<'t> Encode<'t, DB> + Type<DB>,
    f64: for<'t> Encode<'t, DB> + Type<DB>,
    String: for<'t> Encode<'t, DB> + Type<DB>,
    for<'t> &'t str: Encode<'t, DB> + Type<DB>,
{
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
