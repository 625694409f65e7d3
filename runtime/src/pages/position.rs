//! Positions: what part of a list a request asks for, as arguments.

use super::{
    Mode,
    ask::{PageRejection, ask},
    cursor::{CursorKey, Keys},
    takes::Takes,
    total::Count,
    window::Window,
};
use crate::{args::Extract, context::Context, openapi::OperationDoc};

/// A page by its number.
///
/// ```
/// use folio::PageNumber;
///
/// let third = PageNumber::new(3, 20);
/// assert_eq!((third.number(), third.offset(), third.probe()), (3, 40, 21));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageNumber(pub(super) Window);

/// A page by how many items come before it.
///
/// A style may ask for it by a page's number, or by a cursor that holds the offset; the handler sees
/// no difference.
///
/// ```
/// use folio::{Offset, Page, get};
///
/// /// The letters.
/// #[get("/letters")]
/// fn letters(at: Offset) -> Page<char> {
///     let all: Vec<char> = ('a'..='z').collect();
///     Page::counted(at, all[at.range(26)].to_vec(), 26)
/// }
///
/// assert_eq!(letters(Offset::new(24, 10)).iter().collect::<String>(), "yz");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset(pub(super) Window);

/// A page by the keys of the row that it begins beside.
///
/// `K` is what rows are ordered by, unique for each: a key, a tuple of keys, or [`Keys`] where that is
/// known only at run time, as beside a [`Sort`](crate::Sort).
///
/// ```
/// use folio::{Cursor, Page, get, pages::Edge};
///
/// /// The letters, gone on from by a letter.
/// #[get("/letters")]
/// fn letters(at: Cursor<String>) -> Page<String> {
///     let all = ('a'..='z').map(String::from);
///     let beside = all.filter(|letter| match at.edge() {
///         Edge::After(last) => letter > last,
///         Edge::Before(first) => letter < first,
///         Edge::Start | Edge::End => true,
///     });
///     let most = at.probe() as usize; // one more says whether there are others
///     let rows = if at.is_backward() {
///         beside.rev().take(most).collect()
///     } else {
///         beside.take(most).collect()
///     };
///     Page::probed(&at, rows).keyed(String::clone)
/// }
///
/// let page = letters(Cursor::new(Edge::Before("d".to_owned()), 2));
/// assert_eq!(page.iter().map(String::as_str).collect::<String>(), "bc");
/// assert!(page.has_previous() && page.has_next());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor<K> {
    window: Window,
    edge: Edge<K>,
}

/// Where a page by cursor begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge<K> {
    /// At the first row.
    Start,
    /// Behind the row with this key.
    After(K),
    /// In front of the row with this key, read backwards.
    Before(K),
    /// At the last row, read backwards.
    End,
}

/// Whichever way the style asks.
///
/// ```
/// use folio::{Page, Position, get};
///
/// /// What was asked for.
/// #[get("/asked")]
/// fn asked(at: Position<u64>) -> Page<u64> {
///     let row = match &at {
///         Position::Offset(at) => at.offset(),
///         Position::Cursor(_) => 0,
///     };
///     Page::of(&at, vec![row])
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Position<K = Keys> {
    /// By a number or an offset.
    Offset(Offset),
    /// By a cursor.
    Cursor(Cursor<K>),
}

impl PageNumber {
    /// Page `number`, counted from 1, of pages of `size` items.
    #[must_use]
    pub fn new(number: u64, size: u64) -> Self {
        PageNumber(Window::numbered(number, size))
    }

    /// The number of the page, from 1 whatever the first page is called on the wire.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.0.number
    }

    /// How many items come before it; [`u64::MAX`] where that is more than can be counted.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.0.offset
    }

    /// The part it is of a list of this length.
    #[must_use]
    pub fn range(&self, length: usize) -> std::ops::Range<usize> {
        self.0.range(length)
    }
}

impl Offset {
    /// The items behind the first `offset`, `limit` at most.
    #[must_use]
    pub fn new(offset: u64, limit: u64) -> Self {
        Offset(Window::at(offset, limit))
    }

    /// How many items come before it; [`u64::MAX`] where that is more than can be counted.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.0.offset
    }

    /// The part it is of a list of this length.
    #[must_use]
    pub fn range(&self, length: usize) -> std::ops::Range<usize> {
        self.0.range(length)
    }
}

impl<K> Cursor<K> {
    /// The page of `size` items beside an edge.
    #[must_use]
    pub fn new(edge: Edge<K>, size: u64) -> Self {
        let backward = matches!(edge, Edge::Before(_) | Edge::End);
        let inside = matches!(edge, Edge::After(_) | Edge::Before(_));
        Cursor {
            window: Window::by_cursor(size, backward, inside),
            edge,
        }
    }

    /// Where it begins.
    #[must_use]
    pub fn edge(&self) -> &Edge<K> {
        &self.edge
    }

    /// Whether rows are read backwards, away from what they come before.
    #[must_use]
    pub fn is_backward(&self) -> bool {
        self.window.backward
    }
}

impl<K> Position<K> {
    fn window(&self) -> &Window {
        match self {
            Position::Offset(Offset(window)) => window,
            Position::Cursor(cursor) => &cursor.window,
        }
    }
}

macro_rules! position {
    ($([$($generic:ident)?] $type:ty, |$this:ident| $window:expr;)*) => {$(
        impl $(<$generic>)? $type {
            /// How many items the page has at most.
            #[must_use]
            pub fn size(&self) -> u64 {
                // What was asked for may reach beyond the item that a cursor names.
                let Window { limit, .. } = self.into();
                limit
            }

            /// How many rows to read: one more than the page has, so that it is known whether there is
            /// a next one ([`Page::probed`](super::Page::probed)).
            #[must_use]
            pub fn probe(&self) -> u64 {
                Window::from(self).limit.saturating_add(1)
            }

            /// How much counting is worth it: what the route allows and the client did not forgo.
            #[must_use]
            pub fn count(&self) -> Count {
                Window::from(self).count
            }
        }

        impl $(<$generic>)? From<&$type> for Window {
            fn from($this: &$type) -> Self {
                $window
            }
        }

        impl $(<$generic>)? From<$type> for Window {
            fn from(position: $type) -> Self {
                Window::from(&position)
            }
        }
    )*};
}

position! {
    [] PageNumber, |this| this.0;
    [] Offset, |this| this.0;
    [K] Cursor<K>, |this| this.window;
    [K] Position<K>, |this| *this.window();
}

/// A position that says how many items come before its page, as [`Page::counted`](super::Page::counted)
/// has to know.
///
/// It is there for [`PageNumber`], [`Offset`] and [`Position`], and nothing else can implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't say how many items come before the page",
    label = "not counted from the start of the list",
    note = "a number of items says nothing of what follows a cursor: write `Page::probed(at, rows).total(Total::Exact(number))`, out of `at.probe()` rows"
)]
pub trait Counted: Into<Window> + sealed::Counted {}

mod sealed {
    pub trait Counted {}
}

macro_rules! counted {
    ($([$($generic:ident)?] $type:ty;)*) => {$(
        impl $(<$generic>)? sealed::Counted for $type {}
        impl $(<$generic>)? Counted for $type {}
    )*};
}

counted! {
    [] PageNumber;
    [] &PageNumber;
    [] Offset;
    [] &Offset;
    [] Window;
    [K] Position<K>;
    [K] &Position<K>;
}

/// How many items come before a page, which still shows itself by its number.
impl From<PageNumber> for Offset {
    fn from(number: PageNumber) -> Self {
        Offset(number.0)
    }
}

impl Extract for PageNumber {
    type Rejection = PageRejection;
    const POSITION: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, PageRejection> {
        Ok(PageNumber(ask(cx)?.0))
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.position(Takes::NUMBER);
    }
}

impl Extract for Offset {
    type Rejection = PageRejection;
    const POSITION: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, PageRejection> {
        Ok(Offset(ask(cx)?.0))
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.position(Takes::OFFSET);
    }
}

impl<K: CursorKey + Send> Extract for Cursor<K> {
    type Rejection = PageRejection;
    const POSITION: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, PageRejection> {
        let (window, edge) = ask(cx)?;
        cursor(window, edge)
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.position(Takes::cursor::<K>());
    }
}

impl<K: CursorKey + Send> Extract for Position<K> {
    type Rejection = PageRejection;
    const POSITION: bool = true;

    async fn extract(cx: &mut Context) -> Result<Self, PageRejection> {
        let (window, edge) = ask(cx)?;
        if window.mode == Mode::Cursor {
            cursor(window, edge).map(Position::Cursor)
        } else {
            Ok(Position::Offset(Offset(window)))
        }
    }

    fn describe(doc: &mut OperationDoc<'_>) {
        doc.position(Takes::any::<K>());
    }
}

/// The cursor with keys of its type. Keys of other types were made for another order.
pub(super) fn cursor<K: CursorKey>(
    window: Window,
    edge: Edge<Keys>,
) -> Result<Cursor<K>, PageRejection> {
    let typed = |keys: Keys| K::from_keys(keys.0).ok_or_else(PageRejection::other_order);
    let edge = match edge {
        Edge::Start => Edge::Start,
        Edge::After(keys) => Edge::After(typed(keys)?),
        Edge::Before(keys) => Edge::Before(typed(keys)?),
        Edge::End => Edge::End,
    };
    Ok(Cursor { window, edge })
}
