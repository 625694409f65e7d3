//! What an order is, in a text that differs where two orders do.

use std::fmt::Write as _;

use super::{Sort, SortDirection, Sortable};

impl<T: Sortable> Sort<T> {
    /// All that decides which row comes before which: names, SQL, collations, kinds, directions and where
    /// nulls stand. Two orders with one fingerprint are the same order, so cursors are bound to it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut text = String::with_capacity(128);
        for (column, direction) in self.columns() {
            let first = column.nulls_first(direction);
            for part in [
                column.name(),
                column.expression(),
                column.collation().unwrap_or_default(),
                direction.name(),
                if first { "nulls first" } else { "nulls last" },
            ] {
                // The length in front keeps any two lists of parts apart.
                text.push_str(itoa::Buffer::new().format(part.len()));
                text.push(':');
                text.push_str(part);
                text.push(';');
            }
            let _ = writeln!(text, "{:?}", column.kind());
        }
        text
    }
}

impl SortDirection {
    /// As requests write it.
    pub(super) fn name(self) -> &'static str {
        match self {
            SortDirection::Ascending => "asc",
            SortDirection::Descending => "desc",
        }
    }

    /// What stands in front of a column's name.
    pub(super) fn sign(self) -> &'static str {
        match self {
            SortDirection::Ascending => "",
            SortDirection::Descending => "-",
        }
    }
}
