//! Whether indexes support the orders that requests may ask for.

use std::fmt;

use sqlx::{Pool, QueryBuilder};

use super::{
    Base, Engine, Rows, SqlError,
    keyset::{Range, Term, order_by, ranges, terms},
};
use crate::pages::{KeyKind, KeyValue, Sort, SortDirection, Sortable};

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
    /// Asks the database how it would read the default order, each order of one column that requests may
    /// ask for, and some more of `extra`; says which of them no index supports. For a start-up check.
    ///
    /// `base` is the query that [`Rows::new`] takes. An order is supported where the first page is read
    /// off an index, and the pages behind it are found in one. Requests may ask for any columns together:
    /// those that they often ask for stand in `extra`, such as what [`Sort::parse`] makes of
    /// `sort=country,-population`.
    ///
    /// # Errors
    ///
    /// The database can't be asked.
    pub async fn check_orders(
        pool: &Pool<DB>,
        base: impl Fn(&mut QueryBuilder<DB>) + Send + Sync + 'static,
        extra: &[Sort<T>],
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
        for sort in extra {
            if !orders.contains(sort) {
                orders.push(*sort);
            }
        }
        let mut unindexed = Vec::new();
        let mut on = DB::begin(pool).await?;
        for sort in orders {
            let rows = Rows::of(pool, sort, std::sync::Arc::clone(&base));
            let terms = terms::<DB, T>(&rows.sort, false);
            let mut supported = true;
            for (query, found) in rows.explained(&terms) {
                supported = supported && DB::uses_index(&mut on, query, found).await?;
            }
            if !supported {
                unindexed.push(UnindexedOrder {
                    order: rows.sort.to_string(),
                    columns: order_text::<DB>(&terms),
                });
            }
        }
        Ok(unindexed)
    }

    /// Asks for the plan of a first page, and of each range that a page behind one has, which an index
    /// has to lead to.
    fn explained(&self, terms: &[Term]) -> Vec<(QueryBuilder<DB>, bool)> {
        let page = |range: Option<(Range, &[KeyValue<'_>])>| {
            let mut query = self.with_front(DB::EXPLAIN, None);
            query.push("SELECT * FROM folio_rows");
            let mut order = terms;
            if let Some((range, keys)) = range {
                query.push(" WHERE ");
                range.write_sorted(&mut query, terms, keys);
                order = range.order::<DB>(terms);
            }
            order_by(&mut query, order);
            query.push(" LIMIT 51");
            (query, range.is_some())
        };
        let values = terms.iter().map(|term| some(term.kind)).collect();
        let nulls = terms.iter().map(|term| {
            if term.nullable {
                KeyValue::Null
            } else {
                some(term.kind)
            }
        });
        let mut pages = vec![page(None)];
        for keys in [values, nulls.collect::<Vec<_>>()] {
            let ranges = ranges::<DB>(terms, &keys, true).into_iter();
            pages.extend(ranges.map(|range| page(Some((range, &keys)))));
        }
        pages
    }
}

/// Any value of a kind: plans depend on the type alone.
fn some(kind: KeyKind) -> KeyValue<'static> {
    match kind {
        KeyKind::Bool => KeyValue::Bool(false),
        KeyKind::Int => KeyValue::Int(0),
        KeyKind::Uint => KeyValue::Uint(0),
        KeyKind::Float => KeyValue::Float(0.0),
        KeyKind::Decimal => KeyValue::Decimal("0".into()),
        KeyKind::Text => KeyValue::Text("".into()),
        KeyKind::Bytes => KeyValue::Bytes(Vec::new().into()),
        KeyKind::Uuid => KeyValue::Uuid([0; 16]),
        KeyKind::Date => KeyValue::Date(0),
        KeyKind::Time => KeyValue::Time(0),
        KeyKind::DateTime => KeyValue::DateTime(0),
        KeyKind::Timestamp => KeyValue::Timestamp(0),
    }
}

/// The columns of an order as an index has them.
fn order_text<DB: Engine>(terms: &[Term]) -> String {
    let mut query = QueryBuilder::<DB>::default();
    order_by(&mut query, terms);
    query
        .sql()
        .as_str()
        .trim_start_matches(" ORDER BY ")
        .to_owned()
}
