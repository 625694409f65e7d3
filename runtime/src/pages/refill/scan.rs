//! Reading on until a page is full.

use super::super::{Keys, Page, Total, page::Cursors, window::Window};
use super::Refill;

/// Rows that were read at once.
pub(super) struct Batch<T> {
    pub(super) rows: Vec<T>,
    /// How many were asked for.
    size: u64,
    /// Whether the list ends with them.
    pub(super) is_last: bool,
}

impl<T> Batch<T> {
    /// What was read where `size` rows were asked for; those beyond are read again.
    pub(super) fn new(mut rows: Vec<T>, size: u64) -> Self {
        let most = usize::try_from(size).unwrap_or(usize::MAX);
        let is_last = rows.len() < most;
        rows.truncate(most);
        Batch {
            rows,
            size,
            is_last,
        }
    }

    pub(super) fn empty() -> Self {
        Batch {
            rows: Vec::new(),
            size: 0,
            is_last: true,
        }
    }
}

/// Rows as they are read for a page.
pub(super) struct Scan<T, K> {
    kept: Vec<T>,
    /// Where the rows stand that are kept.
    places: Vec<u64>,
    /// The keys of a row, by its place or by itself.
    key: K,
    /// The keys of the first row that was read, and of the last, as long as none is kept.
    scanned: Option<(Keys, Keys)>,
    /// How many rows that pass come before the page.
    pub(super) skip: u64,
    skipped: u64,
    /// How many rows may still be read.
    left: u64,
    batch: u64,
    /// How many rows are to be kept: one more than the page has.
    probe: usize,
    ended: bool,
}

impl<T, K: Fn(u64, &T) -> Keys> Scan<T, K> {
    pub(super) fn new(refill: Refill, window: Window, key: K) -> Self {
        let probe = window.limit.saturating_add(1);
        Scan {
            kept: Vec::new(),
            places: Vec::new(),
            key,
            scanned: None,
            skip: 0,
            skipped: 0,
            left: refill.budget,
            batch: probe,
            probe: usize::try_from(probe).unwrap_or(usize::MAX),
            ended: false,
        }
    }

    /// How many rows to read next, if any.
    pub(super) fn next_batch(&mut self) -> Option<u64> {
        let size = self.batch.min(self.left);
        self.batch = self.batch.saturating_mul(2);
        (size > 0 && !self.ended && !self.is_full()).then_some(size)
    }

    /// Takes what passes of a batch.
    pub(super) fn sift(
        &mut self,
        batch: Batch<T>,
        place: impl Fn(u64) -> u64,
        keep: &mut impl FnMut(&T) -> bool,
    ) {
        self.ended = batch.is_last;
        let last = batch.rows.len().saturating_sub(1);
        self.left = self.left.saturating_sub(batch.size);
        for (nth, row) in batch.rows.into_iter().enumerate() {
            if self.is_full() {
                return;
            }
            let place = place(nth as u64);
            if self.kept.is_empty() && (nth == last || self.scanned.is_none()) {
                let here = (self.key)(place, &row);
                let first = self.scanned.take().map(|(first, _)| first);
                self.scanned = Some((first.unwrap_or_else(|| here.clone()), here));
            }
            if !keep(&row) {
                continue;
            }
            if self.skipped < self.skip {
                self.skipped += 1;
                continue;
            }
            self.places.push(place);
            self.kept.push(row);
        }
    }

    fn is_full(&self) -> bool {
        self.kept.len() >= self.probe
    }

    /// Whether nobody knows if more rows pass.
    fn is_spent(&self) -> bool {
        !self.ended && !self.is_full()
    }

    pub(super) fn page(self, window: Window) -> Page<T> {
        let spent = self.is_spent();
        let keys = self.keys(window);
        let page = Page::probed(window, self.kept);
        let mut page = match (spent, window.backward) {
            (true, true) => page.with_previous(true),
            (true, false) => page.with_next(true),
            (false, _) => page,
        };
        page.facts.cursors = match (keys, self.scanned) {
            // Nothing is shown that could be gone on from.
            (Cursors::None, Some((first, last))) if spent && window.backward => {
                Cursors::Ends(last, first)
            }
            (Cursors::None, Some((first, last))) if spent => Cursors::Ends(first, last),
            (keys, _) => keys,
        };
        page
    }

    /// The keys of the rows that are shown.
    fn keys(&self, window: Window) -> Cursors {
        let shown = self.probe.saturating_sub(1);
        let mut keys = self.kept.iter().zip(&self.places).take(shown);
        let key = |(row, place): (&T, &u64)| (self.key)(*place, row);
        if window.edges {
            let mut keys: Vec<Keys> = keys.map(key).collect();
            if window.backward {
                keys.reverse();
            }
            return if keys.is_empty() {
                Cursors::None
            } else {
                Cursors::Rows(keys)
            };
        }
        let Some(first) = keys.next().map(key) else {
            return Cursors::None;
        };
        let last = keys.last().map_or_else(|| first.clone(), key);
        if window.backward {
            Cursors::Ends(last, first)
        } else {
            Cursors::Ends(first, last)
        }
    }

    /// A page by offset or number; none where it isn't full and nobody knows whether more rows pass.
    pub(super) fn counted(self, window: Window) -> Option<Page<T>> {
        let shown = self.probe.saturating_sub(1);
        if self.is_spent() && self.kept.len() < shown {
            return None;
        }
        let told = self.skipped.saturating_add(self.kept.len() as u64);
        let spent = self.is_spent();
        let page = Page::probed(window, self.kept);
        Some(if spent {
            page.with_next(true)
        } else if page.has_next() {
            page
        } else {
            let has_previous = page.has_previous() && told > 0;
            page.with_previous(has_previous).total(Total::Exact(told))
        })
    }
}
