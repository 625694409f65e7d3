//! Reading cities: lists of them, and each of them.

use folio::Sort;
use folio::pages::{
    Keys, Page, PageSource, Position, SortSyntax, Takes,
    sql::{Rows, SqlError, UnindexedOrder},
};
use sqlx::{Database, Encode, Postgres, QueryBuilder, Sqlite, Type};

use super::{Pools, Store, clamped, each};
use crate::city::City;

/// Both databases give the date as a text.
pub(super) const CITIES: &str =
    "SELECT id, name, ascii_name, latitude, longitude, feature_code, country, admin1,
    population, elevation, timezone, CAST(modified AS text) AS modified FROM cities";
/// The orders of several columns that have an index.
pub(crate) const COMPOSITES: [&str; 2] = ["-population,name", "country,-population"];
const LARGEST: &str = " ORDER BY population DESC, id LIMIT ";

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
    /// longer with it. The word that another condition begins with.
    pub(super) fn write<DB: Database>(&self, sql: &mut QueryBuilder<DB>) -> &'static str
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
            word = " AND ";
        }
        word
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
            Pools::Sqlite(pool) => Cities::Sqlite(Rows::new(pool, sort, move |sql| {
                filter.write(sql);
            })),
            Pools::Postgres(pool) => Cities::Postgres(Rows::new(pool, sort, move |sql| {
                filter.write(sql);
            })),
        }
    }

    /// The orders of cities that no index supports, of those by one column and of [`COMPOSITES`].
    pub(crate) async fn unindexed(&self) -> Result<Vec<UnindexedOrder>, SqlError> {
        let all = Filter::default();
        let composites = COMPOSITES.map(|order| {
            let order = Sort::parse(&format!("sort={order}"), &SortSyntax::default());
            order.expect("requests may sort by these columns")
        });
        each!(self, |pool, sql| {
            let base = move |sql: &mut QueryBuilder<_>| {
                all.write(sql);
            };
            Rows::<_, City>::check_orders(pool, base, &composites).await
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
}
