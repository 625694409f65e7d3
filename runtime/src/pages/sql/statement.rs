//! The statement that reads a page.

use sqlx::QueryBuilder;

use super::{
    Engine, Rows, SqlError,
    keyset::{Term, any_beyond, at, merge, order_by, ranges, terms},
};
use crate::pages::{KeyValue, Keys, Sortable, Window, tag::untag};

/// What a statement is asked beside the rows of a page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked {
    /// How many rows there are in all.
    pub(super) total: bool,
    /// The greatest value of the mark.
    pub(super) mark: bool,
}

/// As long as most statements are, in bytes.
const USUAL: usize = 768;

/// Where rows are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'k> {
    Offset(i64),
    Beside(&'k [KeyValue<'static>]),
    Whole,
}

impl<DB: Engine, T: Sortable> Rows<DB, T> {
    /// The keys of a cursor, and the mark behind them; keys of other kinds are of another order.
    pub(super) fn checked<'k>(
        &self,
        keys: &'k Keys,
        window: &Window,
    ) -> Result<(&'k [KeyValue<'static>], Option<i64>), SqlError> {
        let terms = terms::<DB, T>(&self.sort, false);
        let keys = untag(keys, window, &self.sort).ok_or(SqlError::OTHER_ORDER)?;
        let (keys, mark) = match (self.mark, keys.split_last()) {
            (Some(_), Some((KeyValue::Int(mark), keys))) => (keys, Some(*mark)),
            (Some(_), _) => return Err(SqlError::OTHER_ORDER),
            (None, _) => (keys, None),
        };
        let fits = keys.len() == terms.len()
            && terms
                .iter()
                .zip(keys)
                .all(|(term, key)| term.fits::<DB>(key));
        if fits {
            Ok((keys, mark))
        } else {
            Err(SqlError::OTHER_ORDER)
        }
    }

    /// Reads the rows of a page, and those beyond it that say what lies there.
    pub(super) fn statement(
        &self,
        guard: &DB::Guard,
        terms: &[Term],
        window: Window,
        part: Part<'_>,
        mark: Option<i64>,
        asked: Asked,
    ) -> QueryBuilder<DB> {
        let (keys, ranges) = match part {
            Part::Beside(keys) => (keys, ranges::<DB>(terms, keys, false)),
            Part::Offset(_) | Part::Whole => (&[][..], Vec::new()),
        };
        // One row to say that more follow; one that the cursor was made of says that it is not the first.
        let more = if keys.is_empty() { 1 } else { 2 };
        let limit = i64::try_from(window.limit.saturating_add(more)).unwrap_or(i64::MAX);
        let mut query = self.with(mark);
        // Neither is asked in each of them.
        if ranges.len() > 1 && merge::<DB>(terms) && !asked.total && !asked.mark {
            for (index, range) in ranges.iter().enumerate() {
                query.push(if index == 0 {
                    "SELECT "
                } else {
                    " UNION ALL SELECT "
                });
                query.push("folio_rows.*");
                select_keys(&mut query, terms);
                select_same(&mut query, terms, keys);
                query.push(" FROM folio_rows WHERE ");
                range.write(&mut query, terms, keys);
            }
            DB::push_waiting(&mut query, " AND ", guard);
            order_by(&mut query, terms);
            push_limit(&mut query, window, limit);
            return query;
        }
        let from = if let [_, _, ..] = ranges[..] {
            "folio_ranges"
        } else {
            "folio_rows"
        };
        query.push("SELECT ").push(from).push(".*");
        if from == "folio_rows" {
            select_keys(&mut query, terms);
        }
        if asked.total {
            query.push(", ");
            self.push_total(&mut query);
        }
        if let (true, Some(expression)) = (asked.mark, self.mark) {
            query
                .push(", (SELECT CAST(max(")
                .push(expression)
                .push(") AS bigint) FROM folio_rows) AS folio_mark");
        }
        if let Part::Beside(_) = part {
            select_same(&mut query, terms, keys);
        }
        query.push(" FROM ");
        match ranges[..] {
            [] => {
                query.push(from);
                DB::push_waiting(&mut query, " WHERE ", guard);
            }
            [range] => {
                query.push(from).push(" WHERE ");
                range.write(&mut query, terms, keys);
                DB::push_waiting(&mut query, " AND ", guard);
            }
            [..] => {
                query.push("(");
                for (index, range) in ranges.iter().enumerate() {
                    if index > 0 {
                        query.push(" UNION ALL ");
                    }
                    query.push("SELECT * FROM (SELECT folio_rows.*");
                    select_keys(&mut query, terms);
                    query.push(" FROM folio_rows WHERE ");
                    range.write_sorted(&mut query, terms, keys);
                    order_by(&mut query, range.order::<DB>(terms));
                    push_limit(&mut query, window, limit);
                    query.push(") AS folio_range");
                }
                query.push(") AS ").push(from);
                DB::push_waiting(&mut query, " WHERE ", guard);
            }
        }
        order_by(&mut query, terms);
        push_limit(&mut query, window, limit);
        if let Part::Offset(offset) = part {
            query.push(" OFFSET ");
            DB::bind_number(&mut query, offset);
        }
        query
    }

    /// Asks whether there are rows on the other side of keys, in the order of the terms.
    pub(super) fn any_after(
        &self,
        guard: &DB::Guard,
        terms: &[Term],
        keys: &[KeyValue<'static>],
        mark: Option<i64>,
    ) -> QueryBuilder<DB> {
        let mut query = self.with(mark);
        query.push("SELECT ");
        any_beyond(&mut query, terms, keys);
        query.push(" AS folio_behind");
        DB::push_waiting(&mut query, " WHERE ", guard);
        query
    }

    /// The query of the user under a name, no further than the mark.
    pub(super) fn with(&self, mark: Option<i64>) -> QueryBuilder<DB> {
        self.with_front("", mark)
    }

    /// The same behind words that say what is done with it.
    pub(super) fn with_front(&self, front: &str, mark: Option<i64>) -> QueryBuilder<DB> {
        let name = if self.mark.is_some() {
            "folio_all"
        } else {
            "folio_rows"
        };
        let mut text = String::with_capacity(USUAL);
        for part in [front, "WITH ", name, " AS NOT MATERIALIZED ("] {
            text.push_str(part);
        }
        let mut query = QueryBuilder::new(text);
        (self.base)(&mut query);
        if let Some(expression) = self.mark {
            query.push("), folio_rows AS NOT MATERIALIZED (SELECT * FROM folio_all WHERE (");
            query.push(expression).push(")");
            match mark {
                Some(mark) => {
                    query.push(" <= ");
                    DB::bind_number(&mut query, mark);
                }
                // What no mark is less or greater than is on no page, so not on the first one either.
                None => drop(query.push(" IS NOT NULL")),
            }
        }
        query.push(") ");
        query
    }
}

/// Selects the keys that the record doesn't hold exactly.
fn select_keys<DB: Engine>(query: &mut QueryBuilder<DB>, terms: &[Term]) {
    for term in terms {
        if let Some(selected) = &term.selected {
            query.push(", ").push(&selected.expression);
            query.push(" AS ").push(&selected.name);
        }
    }
}

/// Selects whether a row is the one with these keys, where what is read doesn't say it.
fn select_same<DB: Engine>(query: &mut QueryBuilder<DB>, terms: &[Term], keys: &[KeyValue<'_>]) {
    if terms.iter().any(|term| term.loose) {
        query.push(", (");
        at(terms).write(query, terms, keys);
        query.push(") IS TRUE AS folio_same");
    }
}

/// Writes how many rows are read. The size of the route itself stands in the text: PostgreSQL plans a
/// statement with a limit that it knows once, and any other anew each time.
fn push_limit<DB: Engine>(query: &mut QueryBuilder<DB>, window: Window, limit: i64) {
    query.push(" LIMIT ");
    if window.usual {
        query.push(limit);
    } else {
        DB::bind_number(query, limit);
    }
}
