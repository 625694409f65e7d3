//! What comes after a row, and in which order: comparisons that a database makes.

use sqlx::QueryBuilder;

use super::Engine;
use crate::pages::{Column, KeyKind, KeyValue, Sort, SortDirection, Sortable};

/// A column of an order, as SQL compares it.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and most go together with any other"
)]
pub(super) struct Term {
    /// The expression, with the collation it is compared by.
    pub(super) compared: String,
    /// The expression alone.
    pub(super) expression: &'static str,
    pub(super) kind: KeyKind,
    nullable: bool,
    descending: bool,
    nulls_first: bool,
    /// Whether values that are written differently can be equal.
    pub(super) loose: bool,
    /// Under which name it is selected, where the record doesn't hold it exactly.
    pub(super) selected: Option<String>,
}

impl Term {
    /// Whether a key can be of this column.
    pub(super) fn fits<DB: Engine>(&self, key: &KeyValue<'_>) -> bool {
        match (key.kind(), &self.selected) {
            (None, _) => self.nullable,
            (Some(kind), None) => kind == self.kind,
            (Some(kind), Some(_)) => DB::is_read_as(kind, self.kind),
        }
    }
}

/// The terms of an order, read forwards or backwards.
pub(super) fn terms<DB: Engine, T: Sortable>(sort: &Sort<T>, backward: bool) -> Vec<Term> {
    let columns = sort.columns().enumerate();
    let term = |(index, (column, direction)): (usize, (&Column<T>, SortDirection))| {
        let expression = column.expression();
        let collation = match (column.kind(), column.collation()) {
            (KeyKind::Text, None) => Some(DB::BY_CODE_POINT),
            (_, collation) => collation,
        };
        let compared = match collation {
            // A quote in a name is written twice.
            Some(name) => format!("({expression}) COLLATE \"{}\"", name.replace('"', "\"\"")),
            None => expression.to_owned(),
        };
        let exact = !column.is_computed() && DB::is_native(column.kind());
        Term {
            compared,
            expression,
            kind: column.kind(),
            nullable: column.is_nullable(),
            descending: (direction == SortDirection::Descending) != backward,
            nulls_first: column.nulls_first(direction) != backward,
            loose: !exact || column.collation().is_some(),
            selected: (!exact).then(|| format!("folio_key_{index}")),
        }
    };
    columns.map(term).collect()
}

/// Writes the terms as an order.
pub(super) fn order_by<DB: Engine>(query: &mut QueryBuilder<DB>, terms: &[Term]) {
    for (index, term) in terms.iter().enumerate() {
        query.push(if index == 0 { " ORDER BY " } else { ", " });
        query.push(&term.compared);
        if term.descending {
            query.push(" DESC");
        }
        if term.nullable {
            let nulls = if term.nulls_first {
                " NULLS FIRST"
            } else {
                " NULLS LAST"
            };
            query.push(nulls);
        }
    }
}

/// Which rows are meant, beside one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Itself, and those that come after it in the order of the terms.
    From,
    /// Those that come before it.
    Before,
}

/// Writes that a row lies on a side of another, whose keys are given.
pub(super) fn beside<DB: Engine>(
    query: &mut QueryBuilder<DB>,
    terms: &[Term],
    keys: &[KeyValue<'_>],
    side: Side,
) {
    let uniform = terms
        .windows(2)
        .all(|pair| pair[0].descending == pair[1].descending);
    let plain = terms.iter().all(|term| !term.nullable);
    if uniform && plain {
        return row_value(query, terms, keys, side);
    }
    // What the first column is at least, so that an index on it leaves out the rest.
    if let (Some(first), Some(key)) = (terms.first(), keys.first())
        && bounded(query, first, key, side)
    {
        query.push(" AND ");
    }
    query.push("(");
    for length in 0..terms.len() {
        if length > 0 {
            query.push(" OR ");
        }
        query.push("(");
        for (term, key) in terms[..length].iter().zip(keys) {
            equal(query, term, key);
            query.push(" AND ");
        }
        beyond(query, &terms[length], &keys[length], side);
        query.push(")");
    }
    if side == Side::From {
        query.push(" OR (");
        at(query, terms, keys);
        query.push(")");
    }
    query.push(")");
}

/// Writes that a row is the one whose keys are given.
pub(super) fn at<DB: Engine>(query: &mut QueryBuilder<DB>, terms: &[Term], keys: &[KeyValue<'_>]) {
    for (index, (term, key)) in terms.iter().zip(keys).enumerate() {
        if index > 0 {
            query.push(" AND ");
        }
        equal(query, term, key);
    }
}

/// `(a, b) >= (1, 2)`: what an index on `(a, b)` begins at.
fn row_value<DB: Engine>(
    query: &mut QueryBuilder<DB>,
    terms: &[Term],
    keys: &[KeyValue<'_>],
    side: Side,
) {
    let descending = terms.first().is_some_and(|term| term.descending);
    query.push("(");
    for (index, term) in terms.iter().enumerate() {
        if index > 0 {
            query.push(", ");
        }
        query.push(&term.compared);
    }
    query.push(match (side, descending) {
        (Side::From, false) => ") >= (",
        (Side::From, true) => ") <= (",
        (Side::Before, false) => ") < (",
        (Side::Before, true) => ") > (",
    });
    for (index, (term, key)) in terms.iter().zip(keys).enumerate() {
        if index > 0 {
            query.push(", ");
        }
        DB::bind(query, key, term.kind);
    }
    query.push(")");
}

fn equal<DB: Engine>(query: &mut QueryBuilder<DB>, term: &Term, key: &KeyValue<'_>) {
    query.push(&term.compared);
    if key.is_null() {
        query.push(" IS NULL");
    } else {
        query.push(" = ");
        DB::bind(query, key, term.kind);
    }
}

/// Writes that a value lies strictly on a side of another.
fn beyond<DB: Engine>(query: &mut QueryBuilder<DB>, term: &Term, key: &KeyValue<'_>, side: Side) {
    // Whether nulls lie on the side that is meant.
    let nulls = term.nullable && (term.nulls_first != (side == Side::From));
    if key.is_null() {
        // Everything else lies on the other side of the nulls.
        if nulls {
            query.push("1 = 0");
        } else {
            query.push(&term.compared).push(" IS NOT NULL");
        }
        return;
    }
    let greater = term.descending != (side == Side::From);
    if nulls {
        query.push("(").push(&term.compared).push(" IS NULL OR ");
    }
    query
        .push(&term.compared)
        .push(if greater { " > " } else { " < " });
    DB::bind(query, key, term.kind);
    if nulls {
        query.push(")");
    }
}

/// Writes what holds of the first column of every row on a side; whether there is anything.
fn bounded<DB: Engine>(
    query: &mut QueryBuilder<DB>,
    term: &Term,
    key: &KeyValue<'_>,
    side: Side,
) -> bool {
    let nulls = term.nullable && (term.nulls_first != (side == Side::From));
    if key.is_null() {
        if nulls {
            query.push(&term.compared).push(" IS NULL");
        }
        return nulls;
    }
    if nulls {
        return false;
    }
    let greater = term.descending != (side == Side::From);
    query
        .push(&term.compared)
        .push(if greater { " >= " } else { " <= " });
    DB::bind(query, key, term.kind);
    true
}
