//! Styles that are there to be taken: those of libraries, of RFC 8288, JSON:API, Relay and others.

use serde_json::json;

use super::{Absent, Fact, Member, Mode, Numbers, PageParameter, PageStyle, Rel, Repeated};
use crate::{media::Media, pages::order::SortSyntax};

/// JSON:API's media type.
const JSON_API: Media = Media::json("application/vnd.api+json");

impl PageStyle {
    /// Folio's own: what is known of the page beside its items.
    ///
    /// Asks `page, page_size`, `offset, limit` or `cursor, limit`, whichever the handler takes.
    #[must_use]
    pub fn envelope() -> Self {
        let by = |name: &'static str, fact: Fact, mode: Mode| Member::new(name, fact).only_by(mode);
        PageStyle::new("Page")
            .ask(PageParameter::Number, "page")
            .ask(PageParameter::Size, "page_size")
            .ask(PageParameter::Offset, "offset")
            .ask(PageParameter::Limit, "limit")
            .ask(PageParameter::After, "cursor")
            .ask(PageParameter::CursorSize, "limit")
            .member("items", Fact::Items)
            .with(by("page", Fact::Number, Mode::Number))
            .with(by("page_size", Fact::Size, Mode::Number))
            .with(by("offset", Fact::Offset, Mode::Offset))
            .with(by("limit", Fact::Size, Mode::Offset))
            .member("total", Fact::Total)
            .member("total_kind", Fact::TotalKind)
            .with(Member::new("total_age", Fact::TotalAge).absent(Absent::LeftOut))
            .with(by("total_pages", Fact::TotalPages, Mode::Number))
            .member("has_next", Fact::HasNext)
            .member("has_previous", Fact::HasPrevious)
            .member("next_cursor", Fact::NextCursor)
            .member("previous_cursor", Fact::PreviousCursor)
    }

    /// Litestar's `ClassicPagination`: `page_size, current_page`.
    #[must_use]
    pub fn litestar_classic() -> Self {
        PageStyle::new("ClassicPagination")
            .ask(PageParameter::Number, "current_page")
            .ask(PageParameter::Size, "page_size")
            .repeated(Repeated::Last)
            .member("items", Fact::Items)
            .member("page_size", Fact::Size)
            .member("current_page", Fact::Number)
            .member("total_pages", Fact::TotalPages)
    }

    /// Litestar's `OffsetPagination`: `limit, offset`.
    #[must_use]
    pub fn litestar_offset() -> Self {
        PageStyle::new("OffsetPagination")
            .ask(PageParameter::Offset, "offset")
            .ask(PageParameter::Limit, "limit")
            .repeated(Repeated::Last)
            .member("items", Fact::Items)
            .member("limit", Fact::Size)
            .member("offset", Fact::Offset)
            .member("total", Fact::Total)
    }

    /// Litestar's `CursorPagination`: `cursor, results_per_page`.
    #[must_use]
    pub fn litestar_cursor() -> Self {
        PageStyle::new("CursorPagination")
            .ask(PageParameter::After, "cursor")
            .ask(PageParameter::CursorSize, "results_per_page")
            .repeated(Repeated::Last)
            .member("items", Fact::Items)
            .member("results_per_page", Fact::Size)
            .member("cursor", Fact::NextCursor)
    }

    /// flask-smorest's: `page, page_size`, the items alone, everything else as JSON in the header
    /// `X-Pagination`.
    #[must_use]
    pub fn smorest() -> Self {
        let fact = |name: &'static str, fact| Member::new(name, fact).absent(Absent::LeftOut);
        PageStyle::new("List")
            .ask(PageParameter::Number, "page")
            .ask(PageParameter::Size, "page_size")
            .repeated(Repeated::First)
            .numbers(Numbers::Python)
            .size(10)
            .json_header(
                "x-pagination",
                [
                    fact("total", Fact::Total),
                    fact("total_pages", Fact::TotalPages),
                    fact("first_page", Fact::First),
                    fact("last_page", Fact::Last),
                    fact("page", Fact::Current),
                    fact("previous_page", Fact::Previous),
                    fact("next_page", Fact::Next),
                ],
            )
    }

    /// The offset pages of FastAPI's users: `skip, limit`, the items alone.
    #[must_use]
    pub fn skip_limit() -> Self {
        PageStyle::new("List")
            .ask(PageParameter::Offset, "skip")
            .ask(PageParameter::Limit, "limit")
            .repeated(Repeated::Last)
            .numbers(Numbers::Pydantic)
            .size(10)
    }

    /// The cursor pages of FastAPI's users: `cursor, limit`, the items alone, the next cursor in the
    /// header `X-Next-Cursor`.
    #[must_use]
    pub fn cursor_limit() -> Self {
        PageStyle::new("List")
            .ask(PageParameter::After, "cursor")
            .ask(PageParameter::CursorSize, "limit")
            .repeated(Repeated::Last)
            .numbers(Numbers::Pydantic)
            .size(10)
            .header("x-next-cursor", Fact::NextCursor)
    }

    /// JSON:API by number: `page[number], page[size]`.
    #[must_use]
    pub fn json_api_number() -> Self {
        json_api("NumberDocument", true)
            .ask(PageParameter::Number, "page[number]")
            .ask(PageParameter::Size, "page[size]")
    }

    /// JSON:API by offset: `page[offset], page[size]`.
    #[must_use]
    pub fn json_api_offset() -> Self {
        json_api("OffsetDocument", true)
            .ask(PageParameter::Offset, "page[offset]")
            .ask(PageParameter::Limit, "page[size]")
    }

    /// JSON:API by cursor: `page[after], page[before], page[size]`. Where both are given, `before`
    /// counts.
    #[must_use]
    pub fn json_api_cursor() -> Self {
        json_api("CursorDocument", false)
            .ask(PageParameter::CursorSize, "page[size]")
            .ask(PageParameter::After, "page[after]")
            .ask(PageParameter::Before, "page[before]")
            .before_wins()
    }

    /// fastcrud's lists: `page, itemsPerPage` (or `items_per_page`) or `offset, limit`, of which each
    /// counts only beside the other; `data` and, for numbered pages, what is known of them.
    #[must_use]
    pub fn fastcrud() -> Self {
        let numbered = |name: &'static str, fact| Member::new(name, fact).only_by(Mode::Number);
        PageStyle::new("PaginatedResponse")
            .ask(PageParameter::Offset, "offset")
            .ask(PageParameter::Limit, "limit")
            .ask(PageParameter::Number, "page")
            .ask(PageParameter::Size, "itemsPerPage")
            .alias(PageParameter::Size, "items_per_page")
            .repeated(Repeated::Last)
            .numbers(Numbers::Pydantic)
            .max_size(1000)
            .member("data", Fact::Items)
            .with(numbered("total_count", Fact::Total))
            .with(numbered("has_more", Fact::HasNext))
            .with(numbered("page", Fact::Number))
            .with(numbered("items_per_page", Fact::Size))
            .size_by(Mode::Number, 10)
            .size_by(Mode::Offset, 100)
            .offset_in_pairs()
    }

    /// fastcrud's cursors: `cursor, limit, sort_column, sort_order`.
    #[must_use]
    pub fn fastcrud_cursor() -> Self {
        PageStyle::new("CursorResponse")
            .ask(PageParameter::After, "cursor")
            .ask(PageParameter::CursorSize, "limit")
            .repeated(Repeated::Last)
            .numbers(Numbers::Pydantic)
            .size(100)
            .max_size(1000)
            .sort(SortSyntax::pair("sort_column", "sort_order"))
            .member("data", Fact::Items)
            .member("next_cursor", Fact::NextCursor)
    }

    /// The items alone, and links to the other pages in the header `Link` (RFC 8288).
    #[must_use]
    pub fn link() -> Self {
        PageStyle::new("List")
            .ask(PageParameter::Number, "page")
            .ask(PageParameter::Size, "per_page")
            .ask(PageParameter::Offset, "offset")
            .ask(PageParameter::Limit, "limit")
            .ask(PageParameter::After, "cursor")
            .ask(PageParameter::CursorSize, "limit")
            .link_header([Rel::First, Rel::Prev, Rel::Next, Rel::Last])
    }

    /// Relay's connections: `first, after` or `last, before`; `edges` and `pageInfo`.
    #[must_use]
    pub fn relay() -> Self {
        let info = vec![
            Member::new("hasNextPage", Fact::HasNext),
            Member::new("hasPreviousPage", Fact::HasPrevious),
            Member::new("startCursor", Fact::StartCursor),
            Member::new("endCursor", Fact::EndCursor),
        ];
        PageStyle::new("Connection")
            .ask(PageParameter::CursorSize, "first")
            .ask(PageParameter::After, "after")
            .ask(PageParameter::Last, "last")
            .ask(PageParameter::Before, "before")
            .edges("node", "cursor")
            .member("edges", Fact::Items)
            .member("pageInfo", Fact::Object(info))
    }

    /// Google's AIP-158: `page_size, page_token`; the token is empty at the end, a size of 0 means
    /// the default, one above the greatest is cut to it.
    #[must_use]
    pub fn aip() -> Self {
        PageStyle::new("ListResponse")
            .ask(PageParameter::After, "page_token")
            .ask(PageParameter::CursorSize, "page_size")
            .clamped()
            .member("items", Fact::Items)
            .with(Member::new("next_page_token", Fact::NextCursor).absent(Absent::Empty))
            .zero_is_default()
    }

    /// Stripe's lists: `limit, starting_after, ending_before`; the cursors to go on by stand beside
    /// `has_more`.
    #[must_use]
    pub fn stripe() -> Self {
        PageStyle::new("ObjectList")
            .ask(PageParameter::CursorSize, "limit")
            .ask(PageParameter::After, "starting_after")
            .ask(PageParameter::Before, "ending_before")
            .size(10)
            .member("object", Fact::Constant(json!("list")))
            .member("url", Fact::Path)
            .member("has_more", Fact::HasMore)
            .member("data", Fact::Items)
            .member("next_cursor", Fact::NextCursor)
            .member("previous_cursor", Fact::PreviousCursor)
    }

    /// Slack's lists: `cursor, limit`; the next cursor is an empty text at the end.
    #[must_use]
    pub fn slack() -> Self {
        let next = Member::new("next_cursor", Fact::NextCursor).absent(Absent::Empty);
        PageStyle::new("ListWithMetadata")
            .ask(PageParameter::After, "cursor")
            .ask(PageParameter::CursorSize, "limit")
            .member("ok", Fact::Constant(json!(true)))
            .member("items", Fact::Items)
            .member("response_metadata", Fact::Object(vec![next]))
    }
}

/// What the three have in common: `data`, `links` and, where all items are counted, `meta`.
fn json_api(component: &'static str, counts: bool) -> PageStyle {
    let mut links = vec![Member::new("first", Fact::Link(Rel::First))];
    if counts {
        links.push(Member::new("last", Fact::Link(Rel::Last)));
    }
    links.push(Member::new("prev", Fact::Link(Rel::Prev)));
    links.push(Member::new("next", Fact::Link(Rel::Next)));
    let style = PageStyle::new(component)
        .repeated(Repeated::Last)
        .numbers(Numbers::Python)
        .media_type(JSON_API)
        .size(50)
        .member("data", Fact::Items)
        .member("links", Fact::Object(links));
    if counts {
        let total = Member::new("total", Fact::Total).absent(Absent::LeftOut);
        style.member("meta", Fact::Object(vec![total]))
    } else {
        style
    }
}
