//! One column that rows can be ordered by.

use std::fmt;

use crate::pages::{Key, KeyKind, KeyValue};

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortDirection {
    /// The least value first.
    Ascending,
    /// The greatest value first.
    Descending,
}

/// Where the rows stand that have no value in a column.
///
/// `Least` and `Greatest` change sides with the direction, so that one index of a database serves both;
/// `First` and `Last` stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nulls {
    /// First when ascending, last when descending, as `SQLite` has them. The default.
    #[default]
    Least,
    /// Last when ascending, first when descending, as `PostgreSQL` has them.
    Greatest,
    /// First in both directions.
    First,
    /// Last in both directions.
    Last,
}

/// A column of a record: its name in requests, what it is in a database, and the value a row has there.
///
/// [`Sortable`](macro@crate::Sortable) makes them of a record's fields.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Column<T> {
    name: &'static str,
    expression: &'static str,
    collation: Option<&'static str>,
    kind: KeyKind,
    nullable: bool,
    nulls: Nulls,
    only: Option<SortDirection>,
    hidden: bool,
    /// Whether a database makes its values, so that a record need not hold them.
    computed: bool,
    /// Whether what a database makes is never null.
    not_null: bool,
    value: for<'a> fn(&'a T) -> KeyValue<'a>,
}

impl<T> Column<T> {
    /// A column by its name in requests, of values of `K`.
    #[must_use]
    pub const fn new<K: Key>(name: &'static str, value: for<'a> fn(&'a T) -> KeyValue<'a>) -> Self {
        Column {
            name,
            expression: name,
            collation: None,
            kind: K::KIND,
            nullable: K::NULLABLE,
            nulls: Nulls::Least,
            only: None,
            hidden: false,
            computed: false,
            not_null: false,
            value,
        }
    }

    /// Sets what it is in SQL: a column or an expression, which is its name otherwise.
    ///
    /// What it gives may be null, whatever the type of the field, unless [`not_null`](Column::not_null)
    /// says otherwise. `PostgreSQL` converts it to the type of the field, in orders and comparisons alike.
    #[must_use]
    pub const fn with_expression(mut self, expression: &'static str) -> Self {
        self.expression = expression;
        self.computed = true;
        self
    }

    /// Says that its expression gives a value for every row, so that databases need not look for those
    /// without. Rows for which it gives none would be missed.
    #[must_use]
    pub const fn not_null(mut self) -> Self {
        self.not_null = true;
        self
    }

    /// Sets the name of the column in SQL that the value is read from.
    #[doc(hidden)]
    #[must_use]
    pub const fn stored_as(mut self, column: &'static str) -> Self {
        self.expression = column;
        self
    }

    /// Sets the collation that a database compares its texts by.
    #[must_use]
    pub const fn with_collation(mut self, collation: &'static str) -> Self {
        self.collation = Some(collation);
        self
    }

    /// Sets where the rows stand that have no value here.
    #[must_use]
    pub const fn with_nulls(mut self, nulls: Nulls) -> Self {
        self.nulls = nulls;
        self
    }

    /// Allows one direction alone.
    #[must_use]
    pub const fn only(mut self, direction: SortDirection) -> Self {
        self.only = Some(direction);
        self
    }

    /// Keeps it from requests: only the default order and the key have it.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Its name in requests.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it is in SQL.
    #[must_use]
    pub const fn expression(&self) -> &'static str {
        self.expression
    }

    /// Whether a database makes its values, so that a record need not hold them.
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(in crate::pages) const fn is_computed(&self) -> bool {
        self.computed
    }

    /// The collation of its texts; where there is none they are ordered by code point, as `C` on
    /// `PostgreSQL` and `BINARY` on `SQLite` order them.
    #[must_use]
    pub const fn collation(&self) -> Option<&'static str> {
        self.collation
    }

    /// What kind of values it holds.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Whether a row may have no value here.
    #[must_use]
    pub const fn is_nullable(&self) -> bool {
        self.nullable
    }

    /// Whether a database may have no value for a row here: its expression need not be null where the
    /// field is, and the other way round.
    pub(crate) const fn may_be_null(&self) -> bool {
        if self.computed {
            !self.not_null
        } else {
            self.nullable
        }
    }

    /// Whether rows without a value come first when it is sorted this way.
    #[must_use]
    pub const fn nulls_first(&self, direction: SortDirection) -> bool {
        match self.nulls {
            Nulls::First => true,
            Nulls::Last => false,
            Nulls::Least => matches!(direction, SortDirection::Ascending),
            Nulls::Greatest => matches!(direction, SortDirection::Descending),
        }
    }

    /// Whether it may be sorted this way.
    #[must_use]
    pub const fn allows(&self, direction: SortDirection) -> bool {
        match self.only {
            None => true,
            Some(SortDirection::Ascending) => matches!(direction, SortDirection::Ascending),
            Some(SortDirection::Descending) => matches!(direction, SortDirection::Descending),
        }
    }

    /// Whether requests may name it.
    #[must_use]
    pub const fn in_requests(&self) -> bool {
        !self.hidden
    }

    /// The value a row has here.
    #[must_use]
    pub fn value<'a>(&self, row: &'a T) -> KeyValue<'a> {
        (self.value)(row)
    }

    /// Which way it is sorted when nothing is said: ascending, unless only the other is allowed.
    pub(super) const fn usual(&self) -> SortDirection {
        match self.only {
            Some(direction) => direction,
            None => SortDirection::Ascending,
        }
    }
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Column<T> {}

impl<T> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Column")
            .field("name", &self.name)
            .field("expression", &self.expression)
            .field("collation", &self.collation)
            .field("kind", &self.kind)
            .field("nullable", &self.nullable)
            .field("not_null", &self.not_null)
            .field("nulls", &self.nulls)
            .field("only", &self.only)
            .field("hidden", &self.hidden)
            .finish_non_exhaustive()
    }
}
