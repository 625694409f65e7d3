//! Rows in memory in an order, with cursors.

use std::{cmp::Ordering, fmt, sync::Arc};

use super::PageSource;
use crate::{
    pages::{
        Cursor, Edge, Items, KeyValue, Keys, Page, PageRejection, Position, Sort, Sortable, Takes,
        Total, Window,
        tag::{tag, untag},
    },
    reply::by,
};

/// Rows of a page by their places, and whether there are others on either side.
struct Found {
    places: Vec<usize>,
    has_previous: bool,
    has_next: bool,
}

/// Rows in memory in an order, a page of which is found by cursor, number or offset.
///
/// A cursor holds the keys of a row and is compared with every row's, so it goes on where it ended
/// whatever was added or taken away, that row too.
///
/// ```
/// use std::sync::Arc;
///
/// use folio::{Sort, Sortable, State, get, pages::Sorted};
///
/// #[derive(serde::Serialize, utoipa::ToSchema, Sortable)]
/// struct City {
///     #[sort(key)]
///     id: u64,
///     #[sort]
///     name: String,
/// }
///
/// /// Cities, in the order that is asked for.
/// #[get("/cities", paginate)]
/// async fn cities(sort: Sort<City>, all: State<Arc<[City]>>) -> Sorted<City> {
///     Sorted::new(Arc::clone(&all), sort)
/// }
/// ```
pub struct Sorted<T> {
    rows: Arc<[T]>,
    sort: Sort<T>,
    /// Whether the rows are in this order already.
    presorted: bool,
}

impl<T: Sortable> fmt::Debug for Sorted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sorted")
            .field("rows", &self.rows.len())
            .field("sort", &self.sort)
            .finish_non_exhaustive()
    }
}

impl<T: Sortable> Sorted<T> {
    /// Rows in any order, of which a page is taken in this one.
    ///
    /// Every row is looked at for each page: O(n), and O(n log n) for numbers and offsets.
    pub fn new(rows: impl Into<Arc<[T]>>, sort: Sort<T>) -> Self {
        Sorted {
            rows: rows.into(),
            sort,
            presorted: false,
        }
    }

    /// Rows that are in this order already: a page is found by halving, O(log n).
    ///
    /// Rows that are not give pages that leave some out.
    pub fn presorted(rows: impl Into<Arc<[T]>>, sort: Sort<T>) -> Self {
        Sorted {
            rows: rows.into(),
            sort,
            presorted: true,
        }
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        self.sort.compare(&self.rows[a], &self.rows[b])
    }

    fn keys(&self, row: &T, window: &Window) -> Keys {
        let mut keys = self.sort.keys(row);
        tag(&mut keys, window, &self.sort);
        Keys(keys)
    }

    /// Places of the rows from one place of the order on, `limit` at most.
    fn slice(&self, from: usize, limit: usize) -> Vec<usize> {
        let until = from.saturating_add(limit).min(self.rows.len());
        if self.presorted {
            return (from..until).collect();
        }
        let mut places: Vec<usize> = (0..self.rows.len()).collect();
        if until < places.len() {
            places.select_nth_unstable_by(until, |a, b| self.compare(*a, *b));
            places.truncate(until);
        }
        places.sort_unstable_by(|a, b| self.compare(*a, *b));
        places.split_off(from.min(places.len()))
    }

    fn by_offset(&self, window: Window) -> Page<T> {
        let total = self.rows.len();
        if let Some(most) = window.max_offset.filter(|_| window.is_too_deep()) {
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            let last = most.checked_sub(1).filter(|_| most < total);
            let last = last.and_then(|row| self.slice(row, 1).pop());
            let keys = last.map(|row| self.keys(&self.rows[row], &window));
            return Page::too_deep(window, keys.as_ref());
        }
        let range = window.range(total);
        let places = self.slice(range.start, range.len());
        let items = Items::picked(Arc::clone(&self.rows), places);
        self.with_keys(Page::counted(window, items, total as u64))
    }

    fn by_cursor(&self, cursor: &Cursor<Keys>) -> Result<Page<T>, PageRejection> {
        let window = Window::from(cursor);
        let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
        let keys = |keys| {
            let keys = untag(keys, &window, &self.sort).filter(|keys| self.sort.fits(keys));
            keys.ok_or_else(PageRejection::other_order)
        };
        let edge = match cursor.edge() {
            Edge::Start => Edge::Start,
            Edge::After(after) => Edge::After(keys(after)?),
            Edge::Before(before) => Edge::Before(keys(before)?),
            Edge::End => Edge::End,
        };
        let found = if self.presorted {
            self.halved(edge, limit)
        } else {
            self.sifted(edge, limit)
        };
        let page = Page::of(window, Items::picked(Arc::clone(&self.rows), found.places))
            .with_next(found.has_next)
            .with_previous(found.has_previous)
            .total(Total::Exact(self.rows.len() as u64));
        Ok(self.with_keys(page))
    }

    /// The rows beside an edge, where all are in order.
    fn halved(&self, edge: Edge<&[KeyValue<'_>]>, limit: usize) -> Found {
        let count = self.rows.len();
        let until = |below: fn(Ordering) -> bool, keys: &[KeyValue<'_>]| {
            self.rows
                .partition_point(|row| below(self.sort.compare_keys(row, keys)))
        };
        let from = match edge {
            Edge::Start => 0,
            Edge::After(keys) => until(Ordering::is_le, keys),
            Edge::Before(keys) => until(Ordering::is_lt, keys),
            Edge::End => count,
        };
        let range = match edge {
            Edge::Start | Edge::After(_) => from..from.saturating_add(limit).min(count),
            Edge::Before(_) | Edge::End => from.saturating_sub(limit)..from,
        };
        Found {
            has_previous: range.start > 0,
            has_next: range.end < count,
            places: range.collect(),
        }
    }

    /// The same where they are not.
    fn sifted(&self, edge: Edge<&[KeyValue<'_>]>, limit: usize) -> Found {
        let beyond = |row: &T| match edge {
            Edge::Start | Edge::End => true,
            Edge::After(keys) => self.sort.compare_keys(row, keys).is_gt(),
            Edge::Before(keys) => self.sort.compare_keys(row, keys).is_lt(),
        };
        let backward = matches!(edge, Edge::Before(_) | Edge::End);
        let mut places: Vec<usize> = (0..self.rows.len()).collect();
        places.retain(|place| beyond(&self.rows[*place]));
        let behind = places.len() < self.rows.len();
        let ahead = places.len() > limit;
        self.nearest(&mut places, limit, backward);
        let (has_previous, has_next) = if backward {
            (ahead, behind)
        } else {
            (behind, ahead)
        };
        Found {
            places,
            has_previous,
            has_next,
        }
    }

    /// Keeps the rows nearest to where the page begins, in their order.
    fn nearest(&self, places: &mut Vec<usize>, limit: usize, backward: bool) {
        let order = |a: &usize, b: &usize| {
            let order = self.compare(*a, *b);
            if backward { order.reverse() } else { order }
        };
        if limit < places.len() {
            places.select_nth_unstable_by(limit, order);
            places.truncate(limit);
        }
        places.sort_unstable_by(|a, b| self.compare(*a, *b));
    }

    fn with_keys(&self, page: Page<T>) -> Page<T> {
        let window = page.facts.window;
        page.keyed(|row| self.keys(row, &window))
    }
}

impl<T: Sortable + Send + Sync> PageSource<by::Value> for Sorted<T> {
    type Item = T;
    type Error = PageRejection;
    const TAKES: Takes = Takes::KEYED;

    async fn page(self, at: Position<Keys>) -> Result<Page<T>, PageRejection> {
        match &at {
            Position::Offset(offset) => Ok(self.by_offset(Window::from(offset))),
            Position::Cursor(cursor) => self.by_cursor(cursor),
        }
    }
}
