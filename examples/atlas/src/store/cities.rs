//! Cities: lists of them, and each of them.

use folio::Sort;
use folio::pages::{
    Keys, Page, PageSource, Position, Takes,
    sql::{Rows, SqlError, UnindexedOrder},
};
use sqlx::{Database, Encode, Postgres, QueryBuilder, Row, Sqlite, Type};

use super::{Pools, Store, StoreError, clamped, each, rows::bind_city};
use crate::city::{City, NewCity};

/// Both databases give the date as a text.
const CITIES: &str =
    "SELECT id, name, ascii_name, latitude, longitude, feature_code, country, admin1,
    population, elevation, timezone, CAST(modified AS text) AS modified FROM cities";
const LARGEST: &str = " ORDER BY population DESC, id LIMIT ";
const DELETE: &str = "DELETE FROM cities WHERE id = $1";

/// Which cities to list. The default is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Only those of the country with this ISO 3166-1 alpha-2 code.
    pub(crate) country: Option<String>,
    /// Only those with at least this many inhabitants.
    pub(crate) min_population: u64,
}

impl Filter {
    /// Writes the cities that match. A condition that every city meets is left out: counting takes far
    /// longer with it.
    fn write<DB: Database>(&self, sql: &mut QueryBuilder<DB>)
    where
        i64: for<'q> Encode<'q, DB> + Type<DB>,
        String: for<'q> Encode<'q, DB> + Type<DB>,
    {
        sql.push(CITIES);
        let mut word = " WHERE ";
        if let Some(country) = &self.country {
            sql.push(word).push("country = ").push_bind(country.clone());
            word = " AND ";
        }
        if self.min_population > 0 {
            let least = clamped(self.min_population);
            sql.push(word).push("population >= ").push_bind(least);
        }
    }
}

/// Cities in an order, of which a page is read when it is asked for.
pub(crate) enum Cities {
    Sqlite(Rows<Sqlite, City>),
    Postgres(Rows<Postgres, City>),
}

impl PageSource<Cities> for Cities {
    type Item = City;
    type Error = SqlError;
    const TAKES: Takes = Takes::KEYED;

    async fn page(self, at: Position<Keys>) -> Result<Page<City>, SqlError> {
        match self {
            Cities::Sqlite(rows) => rows.page(at).await,
            Cities::Postgres(rows) => rows.page(at).await,
        }
    }
}

impl Store {
    /// The cities that match, in an order.
    pub(crate) fn cities(&self, filter: Filter, sort: Sort<City>) -> Cities {
        match &self.pool {
            Pools::Sqlite(pool) => {
                Cities::Sqlite(Rows::new(pool, sort, move |sql| filter.write(sql)))
            }
            Pools::Postgres(pool) => {
                Cities::Postgres(Rows::new(pool, sort, move |sql| filter.write(sql)))
            }
        }
    }

    /// The orders of cities that no index supports.
    pub(crate) async fn unindexed(&self) -> Result<Vec<UnindexedOrder>, SqlError> {
        let all = Filter::default();
        each!(self, |pool, sql| {
            Rows::<_, City>::check_orders(pool, move |sql| all.write(sql)).await
        })
    }

    /// The `n` most populous cities.
    pub(crate) async fn largest(&self, n: u64) -> Result<Vec<City>, sqlx::Error> {
        each!(self, |pool, sql| {
            let mut query = QueryBuilder::new(CITIES);
            query.push(LARGEST).push_bind(clamped(n));
            query.build_query_as().fetch_all(pool).await
        })
    }

    /// The city with this identifier.
    pub(crate) async fn city(&self, id: u64) -> Result<Option<City>, sqlx::Error> {
        let Ok(id) = i64::try_from(id) else {
            return Ok(None);
        };
        each!(self, |pool, sql| {
            let mut query = QueryBuilder::new(CITIES);
            query.push(" WHERE id = ").push_bind(id);
            query.build_query_as().fetch_optional(pool).await
        })
    }

    /// Adds a city and gives it an identifier.
    pub(crate) async fn insert(&self, city: &NewCity) -> Result<City, StoreError> {
        let id: i64 = each!(self, |pool, sql| {
            let query = bind_city(sqlx::query(sql::INSERT), city)?;
            query.fetch_one(pool).await?.try_get(0)?
        });
        // Both count up from the largest identifier ever used, and all of those are positive.
        Ok(city.clone().with_id(id.unsigned_abs()))
    }

    /// Gives an existing city the contents that `change` makes of those it has, unless that refuses.
    pub(crate) async fn update<E: From<sqlx::Error>>(
        &self,
        id: u64,
        change: impl FnOnce(City) -> Result<NewCity, E>,
    ) -> Result<Option<City>, E> {
        let Ok(key) = i64::try_from(id) else {
            return Ok(None);
        };
        each!(self, |pool, sql| {
            let mut tx = pool.begin_with(sql::BEGIN).await?;
            let mut held = QueryBuilder::new(CITIES);
            held.push(" WHERE id = ").push_bind(key).push(sql::HOLD);
            let Some(current) = held.build_query_as().fetch_optional(&mut *tx).await? else {
                return Ok(None);
            };
            let city = change(current)?;
            let query = bind_city(sqlx::query(sql::UPDATE), &city)?.bind(key);
            query.execute(&mut *tx).await?;
            tx.commit().await?;
            Ok(Some(city.with_id(id)))
        })
    }

    /// Removes a city, unless `check` refuses; false if there is none with this identifier.
    pub(crate) async fn delete<E: From<sqlx::Error>>(
        &self,
        id: u64,
        check: impl FnOnce(&City) -> Result<(), E>,
    ) -> Result<bool, E> {
        let Ok(key) = i64::try_from(id) else {
            return Ok(false);
        };
        each!(self, |pool, sql| {
            let mut tx = pool.begin_with(sql::BEGIN).await?;
            let mut held = QueryBuilder::new(CITIES);
            held.push(" WHERE id = ").push_bind(key).push(sql::HOLD);
            let Some(current) = held.build_query_as().fetch_optional(&mut *tx).await? else {
                return Ok(false);
            };
            check(&current)?;
            sqlx::query(DELETE).bind(key).execute(&mut *tx).await?;
            tx.commit().await?;
            Ok(true)
        })
    }
}
