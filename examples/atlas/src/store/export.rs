//! All cities, read while they are sent.

use folio::pages::sql::{Rows, SqlError, Walk};
use folio::{BodyError, Sort};
use sqlx::{Database, Encode, Postgres, QueryBuilder, Sqlite, Type};

use super::{Filter, Pools, Store, clamped};
use crate::city::City;

/// How many cities are in memory at once. Between two batches the export holds no connection, however
/// slowly its client reads.
const BATCH: u64 = 500;

/// Cities in the order of their ids, batch by batch.
pub(crate) struct Export {
    walk: Either,
    /// The batch that was read before the answer began.
    first: Option<Vec<City>>,
}

enum Either {
    Sqlite(Walk<Sqlite, City>),
    Postgres(Walk<Postgres, City>),
}

impl Either {
    async fn batch(&mut self) -> Result<Option<Vec<City>>, SqlError> {
        match self {
            Either::Sqlite(walk) => walk.batch().await,
            Either::Postgres(walk) => walk.batch().await,
        }
    }
}

impl Export {
    /// The next cities; nothing at the end. An error cuts the answer off.
    pub(crate) async fn batch(&mut self) -> Result<Option<Vec<City>>, BodyError> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        self.walk.batch().await.map_err(BodyError::from)
    }
}

/// Writes the cities that match behind one, which need not be there any more.
fn write<DB: Database>(filter: &Filter, after: Option<u64>, sql: &mut QueryBuilder<DB>)
where
    i64: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let word = filter.write(sql);
    if let Some(after) = after {
        sql.push(word).push("id > ").push_bind(clamped(after));
    }
}

impl Store {
    /// All cities that match, by their ids, from behind one on. Its first batch is read by now.
    pub(crate) async fn export(
        &self,
        filter: Filter,
        after: Option<u64>,
    ) -> Result<Export, SqlError> {
        let sort = Sort::by_key();
        let mut walk = match &self.pool {
            Pools::Sqlite(pool) => {
                let rows = Rows::new(pool, sort, move |sql| write(&filter, after, sql));
                Either::Sqlite(rows.walk(BATCH))
            }
            Pools::Postgres(pool) => {
                let rows = Rows::new(pool, sort, move |sql| write(&filter, after, sql));
                Either::Postgres(rows.walk(BATCH))
            }
        };
        let first = walk.batch().await?;
        Ok(Export { walk, first })
    }
}
