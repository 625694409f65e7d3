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
    /// The name of the column, or what it is made by.
    pub(super) expression: &'static str,
    pub(super) kind: KeyKind,
    pub(super) nullable: bool,
    /// Whether it is known to be the same in rows where it equals a value.
    fixed: bool,
    descending: bool,
    nulls_first: bool,
    /// Whether values that are written differently can be equal.
    pub(super) loose: bool,
    /// What is selected beside the record, where that doesn't hold it exactly.
    pub(super) selected: Option<Selected>,
}

/// A column that the rows of a page have beside their own.
#[derive(Debug, Clone)]
pub(super) struct Selected {
    pub(super) name: String,
    pub(super) expression: String,
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
        let plain = DB::compared(expression, column.kind(), column.is_computed());
        let compared = match collation {
            // A quote in a name is written twice.
            Some(name) => format!("{plain} COLLATE \"{}\"", name.replace('"', "\"\"")),
            None => plain.clone(),
        };
        let exact = !column.is_computed() && DB::is_native(column.kind());
        Term {
            fixed: !column.is_computed() || DB::KNOWS_EXPRESSIONS,
            compared,
            expression,
            kind: column.kind(),
            nullable: column.may_be_null(),
            descending: (direction == SortDirection::Descending) != backward,
            nulls_first: column.nulls_first(direction) != backward,
            loose: !exact || column.collation().is_some(),
            selected: (!exact).then(|| Selected {
                name: format!("folio_key_{index}"),
                expression: DB::selected(&plain, column.kind()),
            }),
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

/// Rows that an index on the order holds side by side: no row has to be looked at and left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// All that come after the keys, or else from them on: `(a, b) > (1, 2)`.
    Tuple { strict: bool },
    /// Those with as many of the keys, and something of the column behind them.
    Prefix { length: usize, then: Then },
}

/// What holds of the column behind a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// There is none: all keys are the same.
    End,
    /// It is the key, or comes after it.
    From,
    /// It comes after the key.
    Beyond,
    /// It is null.
    Null,
    /// It is not null.
    NotNull,
}

/// The ranges of the rows that come after keys, or from them on where it is not `strict`.
///
/// One range where all columns go one way, none is nullable and the database finds them together; otherwise
/// one for each column by which a row can come after, since no index finds `a > 1 OR a = 1 AND b > 2` in one
/// place.
pub(super) fn ranges<DB: Engine>(
    terms: &[Term],
    keys: &[KeyValue<'_>],
    strict: bool,
) -> Vec<Range> {
    let uniform = terms
        .windows(2)
        .all(|pair| pair[0].descending == pair[1].descending);
    let found = DB::FINDS_TUPLES || terms.len() == 1;
    if uniform && found && terms.iter().all(|term| !term.nullable) {
        return vec![Range::Tuple { strict }];
    }
    let mut ranges = Vec::with_capacity(terms.len() + 2);
    let mut add = |length, then| ranges.push(Range::Prefix { length, then });
    for (length, (term, key)) in terms.iter().zip(keys).enumerate().rev() {
        // The row of the keys itself lies in the first range.
        let itself = !strict && length + 1 == terms.len();
        // Whether nulls come after everything else.
        let nulls_last = term.nullable && !term.nulls_first;
        if key.is_null() {
            if itself {
                add(terms.len(), Then::End);
            }
            if !nulls_last {
                add(length, Then::NotNull);
            }
        } else {
            add(length, if itself { Then::From } else { Then::Beyond });
            if nulls_last {
                add(length, Then::Null);
            }
        }
    }
    ranges
}

/// Whether a database merges such ranges in the order of all terms, each read off its index.
pub(super) fn merge<DB: Engine>(terms: &[Term]) -> bool {
    DB::MERGES && terms.iter().all(|term| term.fixed)
}

impl Range {
    /// The terms that its rows are to be sorted by: those that they differ in where the database would sort
    /// by the others, and all where they tell it which index to take.
    pub(super) fn order<DB: Engine>(self, terms: &[Term]) -> &[Term] {
        if DB::KNOWS_EXPRESSIONS {
            return terms;
        }
        let same = match self {
            Range::Tuple { .. } => 0,
            Range::Prefix {
                length,
                then: Then::Null,
            } => length + 1,
            Range::Prefix { length, .. } => length,
        };
        terms.get(same..).unwrap_or_default()
    }

    /// Writes that a row lies in it.
    pub(super) fn write<DB: Engine>(
        self,
        query: &mut QueryBuilder<DB>,
        terms: &[Term],
        keys: &[KeyValue<'_>],
    ) {
        self.write_as(query, terms, keys, false);
    }

    /// Writes the same where its rows are sorted by all terms, and merged with those of others.
    pub(super) fn write_sorted<DB: Engine>(
        self,
        query: &mut QueryBuilder<DB>,
        terms: &[Term],
        keys: &[KeyValue<'_>],
    ) {
        self.write_as(query, terms, keys, DB::KNOWS_EXPRESSIONS);
    }

    fn write_as<DB: Engine>(
        self,
        query: &mut QueryBuilder<DB>,
        terms: &[Term],
        keys: &[KeyValue<'_>],
        sorted: bool,
    ) {
        let (length, then) = match self {
            Range::Tuple { strict } => return tuple(query, terms, keys, strict),
            Range::Prefix { length, then } => (length, then),
        };
        for (index, (term, key)) in terms[..length].iter().zip(keys).enumerate() {
            if index > 0 {
                query.push(" AND ");
            }
            query.push(&term.compared);
            if key.is_null() {
                query.push(" IS NULL");
            } else if sorted && length == 1 && then != Then::End {
                // What is equal to a value PostgreSQL knows to be in any order, so that it sorts the rows
                // once more to merge them with others. An index finds them by this too where no other
                // column stands between it and the one behind the prefix.
                query.push(" >= ");
                DB::bind(query, key, term.kind);
                query.push(" AND ").push(&term.compared).push(" <= ");
                DB::bind(query, key, term.kind);
            } else {
                query.push(" = ");
                DB::bind(query, key, term.kind);
            }
        }
        let Some((term, key)) = terms.get(length).zip(keys.get(length)) else {
            return;
        };
        if length > 0 {
            query.push(" AND ");
        }
        query.push(&term.compared);
        match then {
            Then::Null => drop(query.push(" IS NULL")),
            Then::NotNull => drop(query.push(" IS NOT NULL")),
            Then::End | Then::From | Then::Beyond => {
                query.push(match (then, term.descending) {
                    (Then::From, false) => " >= ",
                    (Then::From, true) => " <= ",
                    (_, false) => " > ",
                    (_, true) => " < ",
                });
                DB::bind(query, key, term.kind);
            }
        }
    }
}

/// Writes whether there is a row beyond keys.
pub(super) fn any_beyond<DB: Engine>(
    query: &mut QueryBuilder<DB>,
    terms: &[Term],
    keys: &[KeyValue<'_>],
) {
    query.push("(");
    for (index, range) in ranges::<DB>(terms, keys, true).iter().enumerate() {
        if index > 0 {
            query.push(" OR ");
        }
        query.push("EXISTS (SELECT 1 FROM folio_rows WHERE ");
        range.write(query, terms, keys);
        query.push(")");
    }
    query.push(")");
}

/// The range of the row whose keys are all given.
pub(super) fn at(terms: &[Term]) -> Range {
    Range::Prefix {
        length: terms.len(),
        then: Then::End,
    }
}

/// `(a, b) >= (1, 2)`: what an index on `(a, b)` begins at.
fn tuple<DB: Engine>(
    query: &mut QueryBuilder<DB>,
    terms: &[Term],
    keys: &[KeyValue<'_>],
    strict: bool,
) {
    let descending = terms.first().is_some_and(|term| term.descending);
    query.push("(");
    for (index, term) in terms.iter().enumerate() {
        if index > 0 {
            query.push(", ");
        }
        query.push(&term.compared);
    }
    query.push(match (strict, descending) {
        (false, false) => ") >= (",
        (false, true) => ") <= (",
        (true, false) => ") > (",
        (true, true) => ") < (",
    });
    for (index, (term, key)) in terms.iter().zip(keys).enumerate() {
        if index > 0 {
            query.push(", ");
        }
        DB::bind(query, key, term.kind);
    }
    query.push(")");
}
