//! The items of a page: owned, or a part of something that is shared, so that none is cloned.

use std::{ops::Range, slice, sync::Arc};

use serde::{Serialize, Serializer};

/// The items of a page, in order.
#[derive(Debug, Clone)]
pub struct Items<T>(Held<T>);

#[derive(Debug, Clone)]
enum Held<T> {
    Owned(Vec<T>),
    Slice(Arc<[T]>, Range<usize>),
    Vec(Arc<Vec<T>>, Range<usize>),
    Picked(Arc<[T]>, Vec<usize>),
}

impl<T> Items<T> {
    /// A part of a shared slice; what lies beyond its end is left out.
    #[must_use]
    pub fn of_slice(all: Arc<[T]>, range: Range<usize>) -> Self {
        let range = within(range, all.len());
        Items(Held::Slice(all, range))
    }

    /// A part of a shared list; what lies beyond its end is left out.
    #[must_use]
    pub fn of_vec(all: Arc<Vec<T>>, range: Range<usize>) -> Self {
        let range = within(range, all.len());
        Items(Held::Vec(all, range))
    }

    /// Items of a shared slice by their places; places beyond its end are left out.
    #[must_use]
    pub fn picked(all: Arc<[T]>, mut places: Vec<usize>) -> Self {
        places.retain(|place| *place < all.len());
        Items(Held::Picked(all, places))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Held::Picked(_, places) => places.len(),
            _ => self.slice().len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The items, one by one.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        match &self.0 {
            Held::Picked(all, places) => Iter(Walk::Picked(all, places.iter())),
            _ => Iter(Walk::Slice(self.slice().iter())),
        }
    }

    /// The items that lie side by side; none of those that were picked.
    fn slice(&self) -> &[T] {
        match &self.0 {
            Held::Owned(items) => items,
            Held::Slice(all, range) => &all[range.clone()],
            Held::Vec(all, range) => &all[range.clone()],
            Held::Picked(..) => &[],
        }
    }

    /// The items that are owned; none of those that are shared.
    #[cfg(any(feature = "postgres", feature = "sqlite"))]
    pub(super) fn into_owned(self) -> Vec<T> {
        match self.0 {
            Held::Owned(items) => items,
            _ => Vec::new(),
        }
    }

    /// Keeps the first `length`.
    pub(super) fn truncate(&mut self, length: usize) {
        match &mut self.0 {
            Held::Owned(items) => items.truncate(length),
            Held::Slice(_, range) | Held::Vec(_, range) => {
                range.end = range.end.min(range.start.saturating_add(length));
            }
            Held::Picked(_, places) => places.truncate(length),
        }
    }
}

fn within(range: Range<usize>, length: usize) -> Range<usize> {
    let start = range.start.min(length);
    start..range.end.clamp(start, length)
}

impl<T> From<Vec<T>> for Items<T> {
    fn from(items: Vec<T>) -> Self {
        Items(Held::Owned(items))
    }
}

impl<T> From<Arc<[T]>> for Items<T> {
    fn from(items: Arc<[T]>) -> Self {
        let all = 0..items.len();
        Items(Held::Slice(items, all))
    }
}

impl<T> From<Arc<Vec<T>>> for Items<T> {
    fn from(items: Arc<Vec<T>>) -> Self {
        let all = 0..items.len();
        Items(Held::Vec(items, all))
    }
}

impl<T: Serialize> Serialize for Items<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Held::Picked(..) => serializer.collect_seq(self.iter()),
            _ => self.slice().serialize(serializer),
        }
    }
}

impl<'a, T> IntoIterator for &'a Items<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// The items of a page, one by one.
#[derive(Debug)]
pub struct Iter<'a, T>(Walk<'a, T>);

#[derive(Debug)]
enum Walk<'a, T> {
    Slice(slice::Iter<'a, T>),
    Picked(&'a [T], slice::Iter<'a, usize>),
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        match &mut self.0 {
            Walk::Slice(items) => items.next(),
            Walk::Picked(all, places) => places.next().map(|place| &all[*place]),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Walk::Slice(items) => items.size_hint(),
            Walk::Picked(_, places) => places.size_hint(),
        }
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Items;

    #[test]
    fn parts_never_reach_beyond_the_end() {
        let shared: Arc<[u8]> = [1, 2, 3, 4, 5].into();
        let vec = Arc::new(vec![1, 2, 3, 4, 5]);
        for (range, expected) in [
            (0..2, vec![1, 2]),
            (3..9, vec![4, 5]),
            (7..9, vec![]),
            (4..4, vec![]),
            (usize::MAX - 1..usize::MAX, vec![]),
        ] {
            let parts = [
                Items::of_slice(Arc::clone(&shared), range.clone()),
                Items::of_vec(Arc::clone(&vec), range.clone()),
            ];
            for items in parts {
                assert_eq!(items.iter().copied().collect::<Vec<_>>(), expected);
                assert_eq!(items.len(), expected.len());
                assert_eq!(
                    serde_json::to_string(&items).expect("written"),
                    serde_json::to_string(&expected).expect("written")
                );
            }
        }
    }

    #[test]
    fn picked_items_keep_their_order_and_are_cut() {
        let shared: Arc<[u8]> = [1, 2, 3].into();
        let mut items = Items::picked(shared, vec![2, 9, 0, 1]);
        assert_eq!(serde_json::to_string(&items).expect("written"), "[3,1,2]");
        items.truncate(2);
        assert_eq!(items.iter().copied().collect::<Vec<_>>(), [3, 1]);
        assert_eq!(items.len(), 2);
    }
}
