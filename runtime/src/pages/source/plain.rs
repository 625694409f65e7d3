//! Paginators that wait for nothing.

use super::{
    PageSource, PaginatorRejection,
    paginator::{Read, typed},
};
use crate::{
    pages::{
        Count, Cursor, CursorKey, Keys, Offset, Page, PageNumber, Position, Takes, Total, Window,
    },
    problem::Problem,
    reply::by,
};

/// Reads pages by number, and waits for nothing: [`NumberPaginator`](super::NumberPaginator) without
/// `async`.
///
/// What blocks has no place here: it would keep other requests waiting.
pub trait PlainNumberPaginator: Send + Sync {
    /// What it lists.
    type Item: Send + Sync;

    /// Why it can't be read.
    type Error: Problem;

    /// The items of a page, in order, and the one behind them (`at.probe()` in all): it says that there
    /// is a next page, and is left out.
    ///
    /// # Errors
    ///
    /// Where it can't be read.
    fn items(&self, at: PageNumber) -> Result<Vec<Self::Item>, Self::Error>;

    /// How many items there are in all: items, not pages.
    ///
    /// Asked only where a count is wanted ([`PageNumber::count`]) and the page doesn't tell it, as the
    /// last one does.
    ///
    /// # Errors
    ///
    /// Where it can't be counted.
    fn total(&self, _: Count) -> Result<Total, Self::Error> {
        Ok(Total::Unknown)
    }

    /// A page.
    ///
    /// # Errors
    ///
    /// Where it can't be read or counted.
    fn page(&self, at: PageNumber) -> Result<Page<Self::Item>, Self::Error> {
        let read = Read::new(at, self.items(at)?);
        let total = read.counts().map(|count| self.total(count)).transpose()?;
        Ok(read.page(total.unwrap_or_default()))
    }
}

/// Reads pages by offset, and waits for nothing: [`OffsetPaginator`](super::OffsetPaginator) without
/// `async`.
///
/// What blocks has no place here: it would keep other requests waiting.
pub trait PlainOffsetPaginator: Send + Sync {
    /// What it lists.
    type Item: Send + Sync;

    /// Why it can't be read.
    type Error: Problem;

    /// The items behind the first `at.offset()`, in order, and one more than the page has (`at.probe()`
    /// in all): it says that there is a next page, and is left out.
    ///
    /// # Errors
    ///
    /// Where it can't be read.
    fn items(&self, at: Offset) -> Result<Vec<Self::Item>, Self::Error>;

    /// How many items there are in all.
    ///
    /// Asked only where a count is wanted ([`Offset::count`]) and the page doesn't tell it, as the last
    /// one does.
    ///
    /// # Errors
    ///
    /// Where it can't be counted.
    fn total(&self, _: Count) -> Result<Total, Self::Error> {
        Ok(Total::Unknown)
    }

    /// A page.
    ///
    /// # Errors
    ///
    /// Where it can't be read or counted.
    fn page(&self, at: Offset) -> Result<Page<Self::Item>, Self::Error> {
        let read = Read::new(at, self.items(at)?);
        let total = read.counts().map(|count| self.total(count)).transpose()?;
        Ok(read.page(total.unwrap_or_default()))
    }
}

/// Reads pages by cursor, and waits for nothing: [`CursorPaginator`](super::CursorPaginator) without
/// `async`.
///
/// What blocks has no place here: it would keep other requests waiting.
///
/// ```
/// use std::{collections::BTreeSet, convert::Infallible, ops::Bound, sync::Arc};
///
/// use folio::{Cursor, State, get, pages::{Edge, PlainCursorPaginator}};
///
/// #[derive(Clone)]
/// struct Words(Arc<BTreeSet<String>>);
///
/// impl PlainCursorPaginator for Words {
///     type Item = String;
///     type Key = String;
///     type Error = Infallible;
///
///     fn items(&self, at: &Cursor<String>) -> Result<Vec<String>, Infallible> {
///         let (from, to) = match at.edge() {
///             Edge::After(word) => (Bound::Excluded(word), Bound::Unbounded),
///             Edge::Before(word) => (Bound::Unbounded, Bound::Excluded(word)),
///             Edge::Start | Edge::End => (Bound::Unbounded, Bound::Unbounded),
///         };
///         let rows = self.0.range::<String, _>((from, to)).cloned();
///         let probe = usize::try_from(at.probe()).unwrap_or(usize::MAX);
///         Ok(if at.is_backward() {
///             rows.rev().take(probe).collect()
///         } else {
///             rows.take(probe).collect()
///         })
///     }
///
///     fn key(&self, word: &String) -> String {
///         word.clone()
///     }
/// }
///
/// /// Words, on from any of them.
/// #[get("/words", paginate)]
/// async fn words(words: State<Words>) -> Words {
///     Words::clone(&words)
/// }
/// ```
pub trait PlainCursorPaginator: Send + Sync {
    /// What it lists.
    type Item: Send + Sync;

    /// What its items are ordered by, unique for each.
    type Key: CursorKey + Send + Sync;

    /// Why it can't be read.
    type Error: Problem;

    /// The items beside an edge, away from it: towards the start where
    /// [`is_backward`](Cursor::is_backward) says so. One more than the page has (`at.probe()`) says that
    /// there are others beyond.
    ///
    /// # Errors
    ///
    /// Where it can't be read.
    fn items(&self, at: &Cursor<Self::Key>) -> Result<Vec<Self::Item>, Self::Error>;

    /// The key of an item.
    fn key(&self, item: &Self::Item) -> Self::Key;

    /// How many items there are in all.
    ///
    /// Asked only where a count is wanted ([`Cursor::count`]), and the page doesn't tell it, as one that
    /// is the whole list does.
    ///
    /// # Errors
    ///
    /// Where it can't be counted.
    fn total(&self, _: Count) -> Result<Total, Self::Error> {
        Ok(Total::Unknown)
    }

    /// A page.
    ///
    /// # Errors
    ///
    /// Where it can't be read or counted.
    fn page(&self, at: &Cursor<Self::Key>) -> Result<Page<Self::Item>, Self::Error> {
        let read = Read::new(at, self.items(at)?);
        let total = read.counts().map(|count| self.total(count)).transpose()?;
        let page = read.page(total.unwrap_or_default());
        Ok(page.keyed(|item| self.key(item)))
    }
}

impl<P: PlainNumberPaginator> PageSource<by::PlainPaginator<PageNumber>> for P {
    type Item = P::Item;
    type Error = P::Error;
    const TAKES: Takes = Takes::NUMBER;

    async fn page(self, at: Position<Keys>) -> Result<Page<P::Item>, P::Error> {
        PlainNumberPaginator::page(&self, PageNumber(Window::from(&at)))
    }
}

impl<P: PlainOffsetPaginator> PageSource<by::PlainPaginator<Offset>> for P {
    type Item = P::Item;
    type Error = P::Error;
    const TAKES: Takes = Takes::OFFSET;

    async fn page(self, at: Position<Keys>) -> Result<Page<P::Item>, P::Error> {
        PlainOffsetPaginator::page(&self, Offset(Window::from(&at)))
    }
}

impl<P: PlainCursorPaginator> PageSource<by::PlainPaginator<Cursor<()>>> for P {
    type Item = P::Item;
    type Error = PaginatorRejection<P::Error>;
    const TAKES: Takes = Takes::cursor::<P::Key>();

    async fn page(self, at: Position<Keys>) -> Result<Page<P::Item>, Self::Error> {
        let at = typed(at).map_err(PaginatorRejection::Cursor)?;
        PlainCursorPaginator::page(&self, &at).map_err(PaginatorRejection::Source)
    }
}
