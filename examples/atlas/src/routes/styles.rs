//! The same list in every convention: one handler, and a router for each page style.

use folio::{App, PageOptions, PageStyle, Router, Sort, State, get, routes};

use crate::city::City;
use crate::store::{Cities, Filter, Store};

/// A convention: its name in the path, what it is, and its style.
type Convention = (&'static str, &'static str, PageStyle);

/// Every convention that Folio has a style for.
pub(crate) fn conventions() -> [Convention; 17] {
    [
        (
            "litestar-classic",
            "Litestar's `ClassicPagination`: numbered pages in an envelope.",
            PageStyle::litestar_classic(),
        ),
        (
            "litestar-offset",
            "Litestar's `OffsetPagination`: offset, limit and the total in an envelope.",
            PageStyle::litestar_offset(),
        ),
        (
            "litestar-cursor",
            "Litestar's `CursorPagination`: the next cursor in an envelope.",
            PageStyle::litestar_cursor(),
        ),
        (
            "smorest",
            "flask-smorest's pages: the items alone, everything else in the header `X-Pagination`.",
            PageStyle::smorest(),
        ),
        (
            "fastapi-offset",
            "What FastAPI's users write: `skip` and `limit`, the items alone.",
            PageStyle::skip_limit(),
        ),
        (
            "fastapi-cursor",
            "What FastAPI's users write by cursor: the items alone, the next cursor in a header.",
            PageStyle::cursor_limit(),
        ),
        (
            "json-api-number",
            "JSON:API by number: `page[number]`, `page[size]`, links in the document.",
            PageStyle::json_api_number(),
        ),
        (
            "json-api-offset",
            "JSON:API by offset: `page[offset]`, `page[size]`, links in the document.",
            PageStyle::json_api_offset(),
        ),
        (
            "json-api-cursor",
            "JSON:API by cursor: `page[after]`, `page[before]`, `page[size]`, links in the document.",
            PageStyle::json_api_cursor(),
        ),
        (
            "fastcrud",
            "fastcrud's lists: `page` and `itemsPerPage`, or `offset` and `limit`.",
            PageStyle::fastcrud(),
        ),
        (
            "fastcrud-cursor",
            "fastcrud's cursors, ordered by `sort_column` and `sort_order`.",
            PageStyle::fastcrud_cursor(),
        ),
        (
            "link",
            "The items alone, links in the header `Link` (RFC 8288): by number, offset or cursor.",
            PageStyle::link(),
        ),
        (
            "relay",
            "Relay's connections: `first` and `after`, or `last` and `before`; a cursor beside each item.",
            PageStyle::relay(),
        ),
        (
            "aip-158",
            "Google's AIP-158: `page_size` and `page_token`, which is empty at the end.",
            PageStyle::aip(),
        ),
        (
            "stripe",
            "Stripe's lists: `starting_after` and `ending_before`.",
            PageStyle::stripe(),
        ),
        (
            "slack",
            "Slack's lists: the next cursor in `response_metadata`, empty at the end.",
            PageStyle::slack(),
        ),
        (
            "folio",
            "Folio's own envelope: by number, offset or cursor, and all that is known of the page.",
            // The envelope of `/cities` has fewer members and the name already.
            PageStyle::envelope().component("Envelope"),
        ),
    ]
}

/// The app with the list under `/styles/{name}/cities` for each convention, and a tag for each.
pub(crate) fn mounted(app: App) -> App {
    conventions()
        .into_iter()
        .fold(app, |app, (name, what, style)| {
            let tag = format!("style {name}");
            let prefix = format!("{}_", name.replace('-', "_"));
            let router = Router::new(format!("/styles/{name}/cities"))
                .operation_prefix(prefix)
                .tag(&tag)
                .pages(PageOptions::new().style(style))
                .routes(routes![cities]);
            app.tag(&tag, what).mount(router)
        })
}

/// Lists cities in this convention.
///
/// It is the same handler under every one of them; compare it with `/cities` and `/cities/feed`.
#[get("/", paginate)]
async fn cities(
    sort: Sort<City>,
    /// Only cities of the country with this ISO 3166-1 alpha-2 code.
    #[query(pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    /// Only cities with at least this many inhabitants.
    #[query(default = 0)]
    min_population: u64,
    store: State<Store>,
) -> Cities {
    let filter = Filter {
        country,
        min_population,
    };
    store.cities(filter, sort)
}
