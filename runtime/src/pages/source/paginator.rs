//! Paginators: what reads the items of a page, and counts all of them where that is wanted.

use std::future::{Future, ready};

use super::PageSource;
use crate::{
    openapi::OperationDoc,
    pages::{
        Count, Cursor, CursorKey, InvalidCursor, Keys, Mode, Offset, Page, PageNumber,
        PageRejection, Position, Takes, Total, Window, position::cursor,
    },
    problem::{Problem, ProblemDetails},
    reply::by,
};

/// Reads pages by number.
///
/// A handler with [`paginate`](macro@crate::get) returns it; one that takes a position calls
/// [`page`](NumberPaginator::page). It is for what is numbered already, such as the pages of another
/// service; where items are skipped and counted off, [`OffsetPaginator`] is asked in more ways.
/// [`PlainNumberPaginator`](super::PlainNumberPaginator) is the same without `async`.
///
/// ```
/// use std::convert::Infallible;
///
/// use folio::{PageNumber, Total, get, pages::{Count, NumberPaginator}};
///
/// /// The stops of a line.
/// struct Stops;
///
/// impl NumberPaginator for Stops {
///     type Item = u64;
///     type Error = Infallible;
///
///     async fn items(&self, at: PageNumber) -> Result<Vec<u64>, Infallible> {
///         let first = at.offset().min(95);
///         Ok((first..95).take(at.probe() as usize).collect())
///     }
///
///     async fn total(&self, _: Count) -> Result<Total, Infallible> {
///         Ok(Total::Exact(95))
///     }
/// }
///
/// /// The stops of a line.
/// #[get("/stops", paginate)]
/// async fn stops() -> Stops {
///     Stops
/// }
/// ```
pub trait NumberPaginator: Send + Sync {
    /// What it lists.
    type Item: Send + Sync;

    /// Why it can't be read.
    type Error: Problem;

    /// The items of a page, in order, and the one behind them (`at.probe()` in all): it says that there
    /// is a next page, and is left out.
    fn items(
        &self,
        at: PageNumber,
    ) -> impl Future<Output = Result<Vec<Self::Item>, Self::Error>> + Send;

    /// How many items there are in all: items, not pages.
    ///
    /// Asked only where a count is wanted ([`PageNumber::count`]) and the page doesn't tell it, as the
    /// last one does.
    fn total(&self, _: Count) -> impl Future<Output = Result<Total, Self::Error>> + Send {
        ready(Ok(Total::Unknown))
    }

    /// A page.
    fn page(
        &self,
        at: PageNumber,
    ) -> impl Future<Output = Result<Page<Self::Item>, Self::Error>> + Send {
        async move {
            let read = Read::new(at, self.items(at).await?);
            let total = match read.counts() {
                Some(count) => self.total(count).await?,
                None => Total::Unknown,
            };
            Ok(read.page(total))
        }
    }
}

/// Reads pages by offset, however the style asks: by offset, by number or by a cursor that holds the
/// offset.
///
/// [`PlainOffsetPaginator`](super::PlainOffsetPaginator) is the same without `async`.
///
/// ```
/// use folio::{Offset, Page, Problem, State, Total, get, pages::{Count, OffsetPaginator}};
///
/// # #[derive(Clone)]
/// # struct Database;
/// # impl Database {
/// #     async fn titles(&self, _: u64, _: u64) -> Result<Vec<String>, Down> { Err(Down) }
/// #     async fn count(&self) -> Result<u64, Down> { Err(Down) }
/// # }
/// #[derive(Debug, Problem)]
/// #[problem(status = 503)]
/// struct Down;
///
/// impl OffsetPaginator for Database {
///     type Item = String;
///     type Error = Down;
///
///     async fn items(&self, at: Offset) -> Result<Vec<String>, Down> {
///         // `OFFSET` and `LIMIT`; one more than the page holds.
///         self.titles(at.offset(), at.probe()).await
///     }
///
///     async fn total(&self, _: Count) -> Result<Total, Down> {
///         Ok(Total::Exact(self.count().await?))
///     }
/// }
///
/// /// Titles, capitals throughout.
/// #[get("/titles")]
/// async fn titles(at: Offset, database: State<Database>) -> Result<Page<String>, Down> {
///     let page = database.page(at).await?;
///     Ok(page.map(|title| title.to_uppercase()))
/// }
/// ```
pub trait OffsetPaginator: Send + Sync {
    /// What it lists.
    type Item: Send + Sync;

    /// Why it can't be read.
    type Error: Problem;

    /// The items behind the first `at.offset()`, in order, and one more than the page has (`at.probe()`
    /// in all): it says that there is a next page, and is left out.
    fn items(
        &self,
        at: Offset,
    ) -> impl Future<Output = Result<Vec<Self::Item>, Self::Error>> + Send;

    /// How many items there are in all.
    ///
    /// Asked only where a count is wanted ([`Offset::count`]) and the page doesn't tell it, as the last
    /// one does.
    fn total(&self, _: Count) -> impl Future<Output = Result<Total, Self::Error>> + Send {
        ready(Ok(Total::Unknown))
    }

    /// A page.
    fn page(
        &self,
        at: Offset,
    ) -> impl Future<Output = Result<Page<Self::Item>, Self::Error>> + Send {
        async move {
            let read = Read::new(at, self.items(at).await?);
            let total = match read.counts() {
                Some(count) => self.total(count).await?,
                None => Total::Unknown,
            };
            Ok(read.page(total))
        }
    }
}

/// Reads pages by cursor, forwards and backwards.
///
/// That something lies behind the cursor is taken from there being one: after every row behind it is gone,
/// a page still says so.
///
/// [`PlainCursorPaginator`](super::PlainCursorPaginator) is the same without `async`, with an example.
pub trait CursorPaginator: Send + Sync {
    /// What it lists.
    type Item: Send + Sync;

    /// What its items are ordered by, unique for each.
    type Key: CursorKey + Send + Sync;

    /// Why it can't be read.
    type Error: Problem;

    /// The items beside an edge, away from it: towards the start where
    /// [`is_backward`](Cursor::is_backward) says so. One more than the page has (`at.probe()`) says that
    /// there are others beyond.
    fn items(
        &self,
        at: &Cursor<Self::Key>,
    ) -> impl Future<Output = Result<Vec<Self::Item>, Self::Error>> + Send;

    /// The key of an item.
    fn key(&self, item: &Self::Item) -> Self::Key;

    /// How many items there are in all.
    ///
    /// Asked only where a count is wanted ([`Cursor::count`]), and the page doesn't tell it, as one that
    /// is the whole list does.
    fn total(&self, _: Count) -> impl Future<Output = Result<Total, Self::Error>> + Send {
        ready(Ok(Total::Unknown))
    }

    /// A page.
    fn page(
        &self,
        at: &Cursor<Self::Key>,
    ) -> impl Future<Output = Result<Page<Self::Item>, Self::Error>> + Send {
        async move {
            let read = Read::new(at, self.items(at).await?);
            let total = match read.counts() {
                Some(count) => self.total(count).await?,
                None => Total::Unknown,
            };
            Ok(read.page(total).keyed(|item| self.key(item)))
        }
    }
}

/// Items that were read for a page.
pub(super) struct Read<T> {
    window: Window,
    items: Vec<T>,
}

impl<T> Read<T> {
    pub(super) fn new(at: impl Into<Window>, items: Vec<T>) -> Self {
        let window = at.into();
        Read { window, items }
    }

    /// How many there are in all, where the page reaches the end and shows its own place.
    fn told(&self) -> Option<u64> {
        let (window, length) = (&self.window, self.items.len() as u64);
        let placed = match window.mode {
            Mode::Cursor if window.offset == 0 => !window.inside,
            _ => length > 0 || window.offset == 0,
        };
        (placed && length < window.limit).then(|| window.offset.saturating_add(length))
    }

    /// How much counting is worth it, where something is left to be counted.
    pub(super) fn counts(&self) -> Option<Count> {
        let count = self.window.count;
        (count != Count::None && self.told().is_none()).then_some(count)
    }

    pub(super) fn page(self, counted: Total) -> Page<T> {
        let total = self.told().map_or(counted, Total::Exact);
        let by_cursor = self.window.mode == Mode::Cursor;
        let page = Page::probed(self.window, self.items);
        let after = page.facts.window.offset.saturating_add(page.facts.length);
        // A count that is older than the items can't promise others behind none.
        let more = match total {
            Total::Exact(total) | Total::AtLeast(total) => after < total && !page.is_empty(),
            _ => false,
        };
        let has_next = page.has_next() || more && !by_cursor;
        let has_previous = page.has_previous() && total != Total::Exact(0);
        page.with_next(has_next)
            .with_previous(has_previous)
            .total(total)
    }
}

impl<P: NumberPaginator> PageSource<by::Paginator<PageNumber>> for P {
    type Item = P::Item;
    type Error = P::Error;
    const TAKES: Takes = Takes::NUMBER;

    async fn page(self, at: Position<Keys>) -> Result<Page<P::Item>, P::Error> {
        NumberPaginator::page(&self, PageNumber(Window::from(&at))).await
    }
}

impl<P: OffsetPaginator> PageSource<by::Paginator<Offset>> for P {
    type Item = P::Item;
    type Error = P::Error;
    const TAKES: Takes = Takes::OFFSET;

    async fn page(self, at: Position<Keys>) -> Result<Page<P::Item>, P::Error> {
        OffsetPaginator::page(&self, Offset(Window::from(&at))).await
    }
}

impl<P: CursorPaginator> PageSource<by::Paginator<Cursor<()>>> for P {
    type Item = P::Item;
    type Error = PaginatorRejection<P::Error>;
    const TAKES: Takes = Takes::cursor::<P::Key>();

    async fn page(self, at: Position<Keys>) -> Result<Page<P::Item>, Self::Error> {
        let at = typed(at).map_err(PaginatorRejection::Cursor)?;
        let page = CursorPaginator::page(&self, &at).await;
        page.map_err(PaginatorRejection::Source)
    }
}

/// A position as a cursor of its type.
pub(super) fn typed<K: CursorKey>(at: Position<Keys>) -> Result<Cursor<K>, PageRejection> {
    match at {
        Position::Cursor(at) => cursor(Window::from(&at), at.edge().clone()),
        // Nothing else is asked of what takes a cursor.
        Position::Offset(_) => Err(PageRejection::other_order()),
    }
}

/// Why a paginator gives no page by cursor.
#[derive(Debug)]
pub enum PaginatorRejection<E> {
    /// The cursor holds no key of its rows.
    Cursor(PageRejection),
    /// It can't be read.
    Source(E),
}

impl<E: Problem> Problem for PaginatorRejection<E> {
    fn problem(self) -> ProblemDetails {
        match self {
            PaginatorRejection::Cursor(rejection) => rejection.problem(),
            PaginatorRejection::Source(error) => error.problem(),
        }
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        InvalidCursor::describe(doc);
        E::describe(doc);
    }
}
