//! `Page<T>`: a part of a list, and what is known of the whole.

use super::{
    KeyValue,
    cursor::{CursorKey, Keys},
    items::{Items, Iter},
    position::Counted,
    total::{Count, Total},
    window::Window,
};

/// A part of a list, as an answer.
///
/// It holds its items, where they stand, and whether there are more before and after them; how that
/// is shown is the [`PageStyle`](super::PageStyle)'s affair.
///
/// ```
/// use folio::{Page, PageNumber, get};
///
/// /// The squares of whole numbers, without end.
/// #[get("/squares", page(size = 10, max_size = 50))]
/// async fn squares(at: PageNumber) -> Page<u64> {
///     let from = at.offset().min(4_000_000_000);
///     // One more than the page holds says whether there is a next one.
///     let rows = (from..from + at.probe()).map(|n| n * n).collect();
///     Page::probed(at, rows)
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Page<T> {
    pub(super) items: Items<T>,
    pub(super) facts: Facts,
}

/// What is known of a page, whatever its items are.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) window: Window,
    pub(super) length: u64,
    pub(super) total: Total,
    pub(super) has_next: bool,
    pub(super) has_previous: bool,
    pub(super) cursors: Cursors,
    /// Whether nothing was read, since the page lies too deep; then its cursors are of the row to go on
    /// from, where others lie behind that.
    pub(super) too_deep: bool,
}

/// The keys of the rows of a page.
#[derive(Debug, Clone)]
pub(super) enum Cursors {
    None,
    /// Of the first and the last one.
    Ends(Keys, Keys),
    /// Of each.
    Rows(Vec<Keys>),
}

impl Facts {
    /// The total, raised to what the page itself shows: an estimate or an older count may be less.
    pub(super) fn total_at_least_shown(&self) -> Total {
        let window = &self.window;
        if window.mode == super::Mode::Cursor || self.length == 0 {
            return self.total;
        }
        let shown = window.offset.saturating_add(self.length);
        let shown = shown.saturating_add(u64::from(self.has_next));
        match self.total {
            Total::Estimated(number) => Total::Estimated(number.max(shown)),
            Total::Cached { number, age } => Total::Cached {
                number: number.max(shown),
                age,
            },
            total => total,
        }
    }
}

impl<T> Page<T> {
    /// A page out of rows that were read one beyond its end: the row that is too many says that there
    /// is a next page, and is left out.
    ///
    /// Rows come as they are read: away from the cursor, so towards the start where the cursor asks
    /// for what comes before it ([`Cursor::is_backward`](super::Cursor::is_backward)); the page turns
    /// them round. How many to read says `probe` of the position.
    ///
    /// Rows read from a cursor on say nothing of what lies behind it: that something does is taken from
    /// there having been a cursor. Where the row of it may be gone and all others before it,
    /// [`with_previous`](Page::with_previous) (backwards [`with_next`](Page::with_next)) says it better;
    /// [`Sorted`](super::Sorted) and pages of databases do.
    pub fn probed(at: impl Into<Window>, mut rows: Vec<T>) -> Self {
        let window = at.into();
        let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        if window.backward {
            rows.reverse();
        }
        let mut page = Page::of(window, rows);
        if window.backward {
            page.facts.has_previous = more;
            page.facts.has_next = window.inside;
        } else {
            page.facts.has_next = more;
        }
        page
    }

    /// A page out of its items and the number of all of them.
    ///
    /// A [`Position`](super::Position) that turns out to be a cursor says nothing of what comes before
    /// it, so there a number of items says nothing of what follows: [`has_next`](Page::with_next) is for
    /// the caller to say then, or [`probed`](Page::probed) to find out.
    pub fn counted(at: impl Counted, items: impl Into<Items<T>>, total: u64) -> Self {
        let mut page = Page::of(at, items);
        let window = &page.facts.window;
        page.facts.has_next = if window.backward || window.inside {
            window.backward && window.inside
        } else {
            window.offset.saturating_add(page.facts.length) < total
        };
        page.facts.has_previous &= total > 0;
        page.total(Total::Exact(total))
    }

    /// A page out of its items, in order; [`has_next`](Page::with_next) and
    /// [`has_previous`](Page::with_previous) are for the caller to say.
    ///
    /// Until they are said there is nothing after it, and something before it unless it is the first.
    pub fn of(at: impl Into<Window>, items: impl Into<Items<T>>) -> Self {
        let (window, mut items) = (at.into(), items.into());
        items.truncate(usize::try_from(window.limit).unwrap_or(usize::MAX));
        let has_previous = if window.mode == super::Mode::Cursor {
            window.inside && !window.backward || window.offset > 0
        } else {
            window.offset > 0
        };
        Page {
            facts: Facts {
                window,
                length: items.len() as u64,
                total: Total::Unknown,
                has_next: false,
                has_previous,
                cursors: Cursors::None,
                too_deep: false,
            },
            items,
        }
    }

    /// Says how many items there are in all. A client that asks for no count is not told.
    #[must_use]
    pub fn total(mut self, total: Total) -> Self {
        self.facts.total = if self.facts.window.count == Count::None {
            Total::Unknown
        } else {
            total
        };
        self
    }

    /// Says whether items follow.
    #[must_use]
    pub fn with_next(mut self, has_next: bool) -> Self {
        self.facts.has_next = has_next;
        self
    }

    /// Says whether items come before it.
    #[must_use]
    pub fn with_previous(mut self, has_previous: bool) -> Self {
        self.facts.has_previous = has_previous;
        self
    }

    /// Says what its rows are ordered by, so that the page has cursors: numbered and offset pages too.
    #[must_use]
    pub fn keyed<K: CursorKey>(mut self, key: impl Fn(&T) -> K) -> Self {
        let mut rows = self.items.iter().map(|item| owned(&key(item)));
        self.facts.cursors = if self.facts.window.edges {
            Cursors::Rows(rows.collect())
        } else if let Some(first) = rows.next() {
            let last = rows.last().unwrap_or_else(|| first.clone());
            Cursors::Ends(first, last)
        } else {
            Cursors::None
        };
        self
    }

    /// A page of which nothing was read because it lies deeper than
    /// [`PageOptions::max_offset`](super::PageOptions::max_offset): it is answered by a 400 problem
    /// that has the cursor to go on by. `last` is the key of the deepest row within reach; none where
    /// no row lies beyond it.
    pub fn too_deep<K: CursorKey>(at: impl Into<Window>, last: Option<&K>) -> Self {
        let mut page = Page::of(at, Vec::new());
        page.facts.too_deep = true;
        if let Some(last) = last.map(owned) {
            page.facts.cursors = Cursors::Ends(last.clone(), last);
        }
        page
    }

    /// The items, each made into something else; the rest stays as it is.
    pub fn map<U>(self, make: impl FnMut(&T) -> U) -> Page<U> {
        let items: Vec<U> = self.items.iter().map(make).collect();
        Page {
            items: items.into(),
            facts: self.facts,
        }
    }

    /// The items, in order.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        self.items.iter()
    }

    /// How many items it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether items follow.
    #[must_use]
    pub fn has_next(&self) -> bool {
        self.facts.has_next
    }

    /// Whether items come before it.
    #[must_use]
    pub fn has_previous(&self) -> bool {
        self.facts.has_previous
    }
}

/// The values of keys, on their own.
pub(super) fn owned<K: CursorKey>(keys: &K) -> Keys {
    Keys(
        keys.to_keys()
            .into_iter()
            .map(KeyValue::into_owned)
            .collect(),
    )
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
