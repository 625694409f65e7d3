//! Pages of rows that are filtered after they are read: read on until a page is full.

mod scan;

use std::future::Future;

use self::scan::{Batch, Scan};
use super::{
    Cursor, CursorKey, Edge, KeyValue, Keys, Mode, Offset, Page, page::owned, window::Window,
};
use crate::problem::Problem;

/// Fills pages of rows that only the program can choose among, such as by who may see them.
///
/// Rows are read in batches, and those kept that pass, until the page is full, the list ends or the
/// budget is spent: how many rows are read for one page at most. Whatever the budget, a walk sees every
/// row that passes, once and in order.
///
/// **By cursor**, a page whose budget is spent is short, or has no rows at all, and says that there are
/// more: there may be. It is gone on from behind the last row that it shows, so that cursors tell nothing
/// of the rows that are hidden. Only a page that shows none has no such row: its cursor is that of the
/// last row that was read, since the walk would read the same rows for ever otherwise. Cursors are
/// signed, not sealed, and whoever decodes one sees the keys of that row. Order by keys that may be seen,
/// such as an id without a meaning, or let the budget be larger than any run of hidden rows.
///
/// That there are rows before a page says that a cursor was given: hidden ones count there.
///
/// **By offset or number**, the rows that pass are counted off, so a page costs all those before it. Where
/// the budget is spent before the page is full, the request is refused ([`BudgetSpent`]): a client that
/// adds the size of a short page to its offset would leave rows out. Under a style that asks by cursor
/// alone, offsets are those of the rows that are read, and pages are as above.
///
/// ```
/// use std::{convert::Infallible, sync::Arc};
///
/// use folio::{Cursor, Page, State, get, pages::{Edge, Refill}};
///
/// /// The even ones among the numbers of a list, on from any of them.
/// #[get("/even")]
/// async fn even(at: Cursor<u64>, all: State<Arc<[u64]>>) -> Result<Page<u64>, Infallible> {
///     Refill::within(1_000)
///         .by_cursor(
///             &at,
///             async |at| Ok(read(&all, &at)),
///             |number| *number,
///             |number| number % 2 == 0,
///         )
///         .await
/// }
///
/// /// The numbers beside an edge, away from it: `at.size()` of them.
/// fn read(all: &[u64], at: &Cursor<u64>) -> Vec<u64> {
///     let beside = |number: &&u64| match at.edge() {
///         Edge::After(edge) => *number > edge,
///         Edge::Before(edge) => *number < edge,
///         Edge::Start | Edge::End => true,
///     };
///     let size = usize::try_from(at.size()).unwrap_or(usize::MAX);
///     if at.is_backward() {
///         all.iter().rev().filter(beside).take(size).copied().collect()
///     } else {
///         all.iter().filter(beside).take(size).copied().collect()
///     }
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Refill {
    budget: u64,
}

/// This page lies deeper than rows are read for one request: ask for an earlier one.
#[derive(Debug, Problem)]
#[problem(status = 400)]
pub struct BudgetSpent;

impl Refill {
    /// Reads so many rows for one page at most; 1 where it is less.
    ///
    /// Batches begin with the size of a page and double, so a page takes few more reads than its rows
    /// need.
    #[must_use]
    pub fn within(budget: u64) -> Self {
        Refill {
            budget: budget.max(1),
        }
    }

    /// A page by cursor.
    ///
    /// `fetch` reads the rows beside an edge, away from it, `size()` of them; fewer are the end of the
    /// list. `key` says what rows are ordered by, `keep` which of them are shown.
    ///
    /// # Errors
    ///
    /// Those of `fetch`.
    pub async fn by_cursor<T, K, E, F>(
        self,
        at: &Cursor<K>,
        mut fetch: impl FnMut(Cursor<K>) -> F,
        key: impl Fn(&T) -> K,
        mut keep: impl FnMut(&T) -> bool,
    ) -> Result<Page<T>, E>
    where
        K: CursorKey + Clone,
        F: Future<Output = Result<Vec<T>, E>>,
    {
        let window = Window::from(at);
        let mut scan = Scan::new(self, window, |_, row| owned(&key(row)));
        let mut edge = at.edge().clone();
        while let Some(size) = scan.next_batch() {
            let rows = fetch(Cursor::new(edge.clone(), size)).await?;
            let rows = Batch::new(rows, size);
            if let Some(last) = rows.rows.last() {
                edge = beside(key(last), window.backward);
            }
            scan.sift(rows, |nth| nth, &mut keep);
        }
        Ok(scan.page(window))
    }

    /// A page by offset or number, where `at` is a [`PageNumber`](super::PageNumber).
    ///
    /// `fetch` reads the rows behind an offset, in order, `size()` of them; fewer are the end of the list.
    /// `keep` says which are shown.
    ///
    /// # Errors
    ///
    /// Those of `fetch`, and [`BudgetSpent`] before the page is full.
    pub async fn by_offset<T, E, F>(
        self,
        at: impl Into<Offset>,
        mut fetch: impl FnMut(Offset) -> F,
        mut keep: impl FnMut(&T) -> bool,
    ) -> Result<Page<T>, E>
    where
        E: From<BudgetSpent>,
        F: Future<Output = Result<Vec<T>, E>>,
    {
        let window = Window::from(at.into());
        let by_cursor = window.mode == Mode::Cursor;
        let window = Window {
            backward: window.before.is_some(),
            inside: by_cursor && window.offset > 0 || window.before.is_some(),
            limit: window.size,
            ..window
        };
        let mut scan = Scan::new(self, window, |row, _: &T| Keys(vec![KeyValue::Uint(row)]));
        scan.skip = if by_cursor { 0 } else { window.offset };
        if let Some(mut until) = window.before {
            while let Some(size) = scan.next_batch() {
                let from = until.saturating_sub(size);
                let mut rows = Batch::empty();
                if from < until {
                    rows = Batch::new(fetch(Offset::new(from, until - from)).await?, until - from);
                }
                rows.is_last = from == 0;
                rows.rows.reverse();
                // Fewer than there were end where they end now.
                let end = from.saturating_add(rows.rows.len() as u64);
                scan.sift(rows, |nth| end.saturating_sub(nth + 1), &mut keep);
                until = from;
            }
        } else {
            let mut from = if by_cursor { window.offset } else { 0 };
            while let Some(size) = scan.next_batch() {
                let rows = Batch::new(fetch(Offset::new(from, size)).await?, size);
                scan.sift(rows, |nth| from.saturating_add(nth), &mut keep);
                from = from.saturating_add(size);
            }
        }
        if by_cursor {
            return Ok(scan.page(window));
        }
        scan.counted(window).ok_or_else(|| BudgetSpent.into())
    }
}

fn beside<K>(key: K, backward: bool) -> Edge<K> {
    if backward {
        Edge::Before(key)
    } else {
        Edge::After(key)
    }
}
