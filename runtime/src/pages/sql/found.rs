//! What the rows of a statement say: records, the keys that cursors are made of, and what else was asked.

use std::cmp::Ordering;

use sqlx::FromRow;

use super::{
    Engine, Rows,
    engine::sealed::Answer,
    keyset::Term,
    statement::{Asked, Part},
};
use crate::pages::{KeyValue, Keys, Page, Sortable, Window, page::Cursors, tag::tag};

/// What a statement found.
pub(super) struct Found<T> {
    pub(super) rows: Vec<T>,
    /// Those of each row where cursors of all are asked for, and of the first and the last one of the page
    /// otherwise.
    pub(super) keys: Vec<Keys>,
    /// Whether the row that a cursor was made of is still there.
    pub(super) behind: bool,
    pub(super) total: Option<u64>,
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Found {
            rows: Vec::new(),
            keys: Vec::new(),
            behind: false,
            total: None,
        }
    }
}

impl<T> Found<T> {
    /// The page of what was found.
    pub(super) fn page(self, window: Window) -> Page<T> {
        let mut keys = self.keys;
        keys.truncate(usize::try_from(window.limit).unwrap_or(usize::MAX));
        if window.backward {
            keys.reverse();
        }
        let mut page = Page::probed(window, self.rows);
        page.facts.cursors = if window.edges {
            Cursors::Rows(keys)
        } else {
            match (keys.first().cloned(), keys.pop()) {
                (Some(first), Some(last)) => Cursors::Ends(first, last),
                _ => Cursors::None,
            }
        };
        page
    }
}

/// Takes the rows of a statement as they come.
pub(super) struct Reading<'r, DB: Engine, T> {
    source: &'r Rows<DB, T>,
    terms: &'r [Term],
    window: Window,
    asked: Asked,
    /// The keys of the cursor, until a row was compared with them.
    beside: Option<&'r [KeyValue<'static>]>,
    mark: Option<i64>,
    begun: bool,
    /// The row behind the first one that came last.
    last: Option<DB::Row>,
    found: Found<T>,
}

impl<'r, DB, T> Reading<'r, DB, T>
where
    DB: Engine,
    T: Sortable + for<'a> FromRow<'a, DB::Row>,
{
    pub(super) fn new(
        source: &'r Rows<DB, T>,
        terms: &'r [Term],
        window: Window,
        part: Part<'r>,
        mark: Option<i64>,
        asked: Asked,
    ) -> Self {
        Reading {
            source,
            terms,
            window,
            asked,
            beside: match part {
                Part::Beside(keys) => Some(keys),
                Part::Offset(_) | Part::Whole => None,
            },
            mark,
            begun: false,
            last: None,
            found: Found::default(),
        }
    }

    /// Takes the next row.
    pub(super) fn take(&mut self, row: DB::Row) -> Answer<()> {
        if !self.begun {
            self.begun = true;
            self.begin(&row)?;
        }
        let record = T::from_row(&row)?;
        if let Some(keys) = self.beside.take()
            && self.is_at(keys, &record, &row)?
        {
            // It says that it still lies behind the page, and is not on it.
            self.found.behind = true;
            return Ok(());
        }
        let index = self.found.rows.len() as u64;
        if self.window.edges || index == 0 || index + 1 == self.window.limit {
            let keys = self.keys(&record, &row)?;
            self.found.keys.push(keys);
            self.last = None;
        } else {
            self.last = Some(row);
        }
        self.found.rows.push(record);
        Ok(())
    }

    /// What was found, where no more rows come.
    pub(super) fn end(mut self) -> Answer<Found<T>> {
        // Where the page is not full, its last row is known only now.
        if let (Some(row), Some(record)) = (self.last.take(), self.found.rows.last())
            && self.found.rows.len() as u64 <= self.window.limit
        {
            let keys = self.keys(record, &row)?;
            self.found.keys.push(keys);
        }
        Ok(self.found)
    }

    /// What stands in each row, and so in the first one.
    fn begin(&mut self, row: &DB::Row) -> Answer<()> {
        if self.asked.total {
            // It is not there where counting took too long.
            let total = DB::number(row, "folio_total").ok().flatten();
            self.found.total = total.and_then(|total| u64::try_from(total).ok());
        }
        if self.asked.mark {
            self.mark = DB::number(row, "folio_mark")?;
        }
        Ok(())
    }

    /// Whether a row is the one with these keys.
    fn is_at(&self, keys: &[KeyValue<'_>], record: &T, row: &DB::Row) -> Answer<bool> {
        if self.terms.iter().any(|term| term.loose) {
            // Where values are written differently and equal, only the database can say it.
            return DB::truth(row, "folio_same");
        }
        Ok(are_same(keys, &self.keys(record, row)?))
    }

    fn keys(&self, record: &T, row: &DB::Row) -> Answer<Keys> {
        let mark = self.source.mark.is_some();
        let mut keys = Vec::with_capacity(self.terms.len() + usize::from(mark));
        for ((column, _), term) in self.source.sort.columns().zip(self.terms) {
            keys.push(match &term.selected {
                Some(selected) => DB::key(row, &selected.name, term.kind)?,
                None => match column.value(record).into_owned() {
                    KeyValue::Text(text) if DB::is_padded(row, term.expression) => {
                        KeyValue::Text(text.trim_end_matches(' ').to_owned().into())
                    }
                    key => key,
                },
            });
        }
        if mark {
            keys.push(self.mark.map_or(KeyValue::Null, KeyValue::Int));
        }
        tag(&mut keys, &self.window, &self.source.sort);
        Ok(Keys(keys))
    }
}

/// Whether keys that are written exactly are those of a row.
fn are_same(keys: &[KeyValue<'_>], row: &Keys) -> bool {
    let same = |(a, b): (&KeyValue<'_>, &KeyValue<'_>)| match (a, b) {
        (KeyValue::Float(a), KeyValue::Float(b)) => {
            a.partial_cmp(b) == Some(Ordering::Equal) || a.is_nan() && b.is_nan()
        }
        (a, b) => a == b,
    };
    keys.iter().zip(&row.0).all(same)
}
