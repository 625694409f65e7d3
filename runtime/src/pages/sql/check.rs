//! Whether indexes support the orders that requests may ask for.

use std::fmt;

use sqlx::{Pool, QueryBuilder};

use super::{
    Base, Engine, Rows, SqlError,
    keyset::{order_by, terms},
};
use crate::pages::{Sort, SortDirection, Sortable};

/// An order that the database sorts all rows for, instead of reading them off an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnindexedOrder {
    /// The order, as a request asks for it, with the key that tells rows apart.
    pub order: String,
    /// The columns that an index for it has, as SQL writes them.
    pub columns: String,
}

impl fmt::Display for UnindexedOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no index supports the order `{}`: create one on ({})",
            self.order, self.columns
        )
    }
}

impl<DB: Engine, T: Sortable> Rows<DB, T> {
    /// Asks the database how it would read each order of one column that requests may ask for, and the
    /// default one; says which of them no index supports. For a start-up check.
    ///
    /// `base` is the query that [`Rows::new`] takes.
    ///
    /// # Errors
    ///
    /// The database can't be asked.
    pub async fn check_orders(
        pool: &Pool<DB>,
        base: impl Fn(&mut QueryBuilder<DB>) + Send + Sync + 'static,
    ) -> Result<Vec<UnindexedOrder>, SqlError> {
        let base: Base<DB> = std::sync::Arc::new(base);
        let mut orders = vec![Sort::<T>::default()];
        for (index, column) in T::COLUMNS
            .iter()
            .enumerate()
            .filter(|(_, c)| c.in_requests())
        {
            for direction in [SortDirection::Ascending, SortDirection::Descending] {
                let order = Sort::by(index, direction);
                if column.allows(direction) && !orders.contains(&order) {
                    orders.push(order);
                }
            }
        }
        let mut unindexed = Vec::new();
        let mut on = DB::begin(pool).await?;
        for sort in orders {
            let rows = Rows::of(pool, sort, std::sync::Arc::clone(&base));
            let terms = terms::<DB, T>(&rows.sort, false);
            let mut query = rows.with_front(DB::EXPLAIN, None);
            query.push("SELECT * FROM folio_rows");
            order_by(&mut query, &terms);
            let written = order_text::<DB>(&terms);
            query.push(" LIMIT 51");
            if !DB::uses_index(&mut on, query).await? {
                unindexed.push(UnindexedOrder {
                    order: rows.sort.to_string(),
                    columns: written,
                });
            }
        }
        Ok(unindexed)
    }
}

/// The columns of an order as an index has them.
fn order_text<DB: Engine>(terms: &[super::keyset::Term]) -> String {
    let mut query = QueryBuilder::<DB>::default();
    order_by(&mut query, terms);
    query
        .sql()
        .as_str()
        .trim_start_matches(" ORDER BY ")
        .to_owned()
}
