//! Pages: what part of a list is asked for, and how it is shown.

mod ask;
mod bind;
mod civil;
mod cursor;
mod decimal;
mod document;
pub mod extension;
mod helpers;
mod items;
mod key;
mod links;
mod options;
mod order;
mod page;
mod plan;
mod position;
mod refill;
mod respond;
mod show;
mod source;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "postgres", feature = "sqlite"))))]
pub mod sql;
mod style;
mod tag;
mod takes;
mod total;
mod window;

pub use self::{
    ask::PageRejection,
    cursor::{CursorKey, CursorKeyFault, CursorKeys, Direction, InvalidCursor, KeyShape, Keys},
    decimal::{Decimal, InvalidDecimal},
    helpers::{
        CursorData, CursorFacts, KeyedFacts, KeyedResponse, ListData, NoFacts, NumberFacts,
        PaginatedData, compute_offset, cursor_response, list_response, paginated_response,
    },
    items::{Items, Iter},
    key::{Key, KeyKind, KeyValue},
    options::PageOptions,
    order::{Column, Nulls, Sort, SortDirection, SortSyntax, Sortable},
    page::Page,
    position::{Counted, Cursor, Edge, Offset, PageNumber, Position},
    refill::{BudgetSpent, Refill},
    source::{
        CursorPaginator, ITERATOR_DEPTH, NumberPaginator, OffsetPaginator, PageSource, Paginate,
        PaginatorRejection, PlainCursorPaginator, PlainNumberPaginator, PlainOffsetPaginator,
        Sorted,
    },
    style::{Absent, Fact, Member, Mode, Numbers, PageParameter, PageStyle, Rel, Repeated},
    takes::Takes,
    total::{Count, Total},
    window::Window,
};
pub(crate) use self::{cursor::Binding, document::OrderReader, plan::Plan};
