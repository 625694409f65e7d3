//! `Sort<T>`: a total order of rows.

use std::{cmp::Ordering, fmt, marker::PhantomData};

use super::{Column, SortDirection, Sortable};
use crate::pages::{KeyKind, KeyValue};

/// How many columns a request may name at most, and how many a key may have.
pub(super) const MOST: usize = 8;

/// An order of rows as a request asked for it, which the key makes total: no two rows are equal in it.
///
/// As an argument of a handler it reads `sort=-year,title`: names of columns, `-` in front of those that
/// are descending. The parameter may be left out, which means the default order; it is refused with a
/// 400 problem where it names a column that is not there or twice, a direction that is not allowed, or
/// more columns than eight.
///
/// ```
/// use folio::{Sortable, get, pages::Sort};
///
/// #[derive(Clone, Sortable, serde::Serialize, utoipa::ToSchema)]
/// struct Book {
///     #[sort(key)]
///     id: u64,
///     #[sort]
///     year: i64,
/// }
///
/// /// Books, sorted.
/// #[get("/books")]
/// fn books(sort: Sort<Book>) -> Vec<Book> {
///     let mut books = vec![Book { id: 1, year: 1925 }, Book { id: 2, year: 1922 }];
///     books.sort_unstable_by(|a, b| sort.compare(a, b));
///     books
/// }
/// ```
pub struct Sort<T> {
    /// Of which the first `length` count: no order needs memory of its own.
    columns: [(u8, SortDirection); 2 * MOST],
    length: u8,
    rows: PhantomData<fn(T)>,
}

impl<T: Sortable> Sort<T> {
    /// The default order, put together while the program is compiled, where a key or a default order
    /// that is none stops it.
    const DEFAULT: Self = {
        assert!(T::COLUMNS.len() <= 256, "a record has at most 256 columns");
        assert!(!T::KEY.is_empty(), "no key tells two rows apart");
        assert!(T::KEY.len() <= MOST, "a key has at most 8 columns");
        let mut sort = Sort::EMPTY;
        let mut index = 0;
        while index < T::DEFAULT.len() {
            let (column, direction) = T::DEFAULT[index];
            assert!(index < MOST, "a default order has at most 8 columns");
            assert!(!sort.has(column), "a default order has a column twice");
            sort = sort.and(column, direction);
            index += 1;
        }
        sort.and_key()
    };

    /// The order by the key alone, put together while the program is compiled.
    const BY_KEY: Self = {
        assert!(!T::KEY.is_empty(), "no key tells two rows apart");
        assert!(T::KEY.len() <= MOST, "a key has at most 8 columns");
        Sort::EMPTY.and_key()
    };

    /// No order yet.
    pub(super) const EMPTY: Self = Sort {
        columns: [(0, SortDirection::Ascending); 2 * MOST],
        length: 0,
        rows: PhantomData,
    };

    /// The order by one column, and the key.
    #[cfg(any(feature = "postgres", feature = "sqlite"))]
    pub(in crate::pages) const fn by(column: usize, direction: SortDirection) -> Self {
        Self::EMPTY.and(column, direction).and_key()
    }

    /// Adds a column; there is room for [`MOST`] and the key. Whoever reads a request takes [`MOST`] at most,
    /// each from where it stands among the columns, so that no request is stopped here.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are at most 256 columns"
    )]
    pub(super) const fn and(mut self, column: usize, direction: SortDirection) -> Self {
        assert!(column < T::COLUMNS.len(), "no column stands there");
        self.columns[self.length as usize] = (column as u8, direction);
        self.length += 1;
        self
    }

    /// Adds what is not there of the key. A key that may be null stops the build, where the default order
    /// is put together.
    pub(super) const fn and_key(mut self) -> Self {
        let mut index = 0;
        while index < T::KEY.len() {
            let column = T::KEY[index];
            assert!(
                !T::COLUMNS[column].is_nullable(),
                "a row may lack a column of the key"
            );
            if !self.has(column) {
                self = self.and(column, T::COLUMNS[column].usual());
            }
            index += 1;
        }
        self
    }

    /// Whether a column is in it.
    pub(super) const fn has(&self, column: usize) -> bool {
        let mut index = 0;
        while index < self.length as usize {
            if self.columns[index].0 as usize == column {
                return true;
            }
            index += 1;
        }
        false
    }

    /// The order by the key alone, whatever the default is: that of exports, and of walks through all
    /// rows.
    ///
    /// ```
    /// use folio::{Sortable, pages::Sort};
    ///
    /// #[derive(Sortable)]
    /// #[sort(default = "-year")]
    /// struct Book {
    ///     #[sort(key)]
    ///     id: u64,
    ///     #[sort]
    ///     year: i64,
    /// }
    ///
    /// assert_eq!(Sort::<Book>::by_key().to_string(), "id");
    /// ```
    #[must_use]
    pub fn by_key() -> Self {
        Self::BY_KEY
    }

    /// Each column and which way it is sorted, the key at the end.
    #[must_use]
    pub fn columns(&self) -> impl ExactSizeIterator<Item = (&'static Column<T>, SortDirection)> {
        let used = self.columns.iter().take(usize::from(self.length));
        used.map(|(column, direction)| (&T::COLUMNS[usize::from(*column)], *direction))
    }

    /// The order of two rows: equal only where both have one key, which is one row.
    #[must_use]
    pub fn compare(&self, a: &T, b: &T) -> Ordering {
        self.columns()
            .map(|(column, direction)| {
                let (a, b) = (column.value(a), column.value(b));
                values(column, direction, &a, &b)
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// The order of a row and of one whose [`keys`](Sort::keys) are given.
    ///
    /// What is beyond the shorter of both, and values that are not of their column's kind, counts as
    /// equal: ask [`fits`](Sort::fits) about keys from outside.
    #[must_use]
    pub fn compare_keys(&self, row: &T, keys: &[KeyValue<'_>]) -> Ordering {
        self.columns()
            .zip(keys)
            .map(|((column, direction), key)| values(column, direction, &column.value(row), key))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// The values of a row that this order goes by, one for each of its [`columns`](Sort::columns).
    #[must_use]
    pub fn keys(&self, row: &T) -> Vec<KeyValue<'static>> {
        self.columns()
            .map(|(column, _)| column.value(row).into_owned())
            .collect()
    }

    /// Whether keys can be those of a row in this order: as many, and each of its column's kind.
    #[must_use]
    pub fn fits(&self, keys: &[KeyValue<'_>]) -> bool {
        let fits = |((column, _), key): ((&Column<T>, _), &KeyValue<'_>)| match kind(key) {
            Some(kind) => kind == column.kind(),
            None => column.is_nullable(),
        };
        keys.len() == usize::from(self.length) && self.columns().zip(keys).all(fits)
    }
}

/// The order of two values of a column.
fn values<T>(
    column: &Column<T>,
    direction: SortDirection,
    a: &KeyValue<'_>,
    b: &KeyValue<'_>,
) -> Ordering {
    let nulls_first = column.nulls_first(direction);
    match (a.is_null(), b.is_null()) {
        (true, true) => Ordering::Equal,
        (true, false) if nulls_first => Ordering::Less,
        (false, true) if !nulls_first => Ordering::Less,
        (true, false) | (false, true) => Ordering::Greater,
        (false, false) => {
            let order = a.compare(b).unwrap_or(Ordering::Equal);
            match direction {
                SortDirection::Ascending => order,
                SortDirection::Descending => order.reverse(),
            }
        }
    }
}

/// What kind of value it is; `None` for null.
fn kind(value: &KeyValue<'_>) -> Option<KeyKind> {
    Some(match value {
        KeyValue::Null => return None,
        KeyValue::Bool(_) => KeyKind::Bool,
        KeyValue::Int(_) => KeyKind::Int,
        KeyValue::Uint(_) => KeyKind::Uint,
        KeyValue::Float(_) => KeyKind::Float,
        KeyValue::Decimal(_) => KeyKind::Decimal,
        KeyValue::Text(_) => KeyKind::Text,
        KeyValue::Bytes(_) => KeyKind::Bytes,
        KeyValue::Uuid(_) => KeyKind::Uuid,
        KeyValue::Date(_) => KeyKind::Date,
        KeyValue::Time(_) => KeyKind::Time,
        KeyValue::DateTime(_) => KeyKind::DateTime,
        KeyValue::Timestamp(_) => KeyKind::Timestamp,
    })
}

impl<T: Sortable> Default for Sort<T> {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl<T> Clone for Sort<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Sort<T> {}

impl<T: Sortable> PartialEq for Sort<T> {
    fn eq(&self, other: &Self) -> bool {
        let (length, columns) = (usize::from(self.length), usize::from(other.length));
        self.columns[..length] == other.columns[..columns]
    }
}

impl<T: Sortable> Eq for Sort<T> {}

/// Its columns by name, `-` in front of those that are descending.
impl<T: Sortable> fmt::Display for Sort<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (column, direction)) in self.columns().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{}{}", direction.sign(), column.name())?;
        }
        Ok(())
    }
}

impl<T: Sortable> fmt::Debug for Sort<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sort({self})")
    }
}
