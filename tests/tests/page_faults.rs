//! What is wrong with pages is told when the app is built: styles, options and handlers that contradict.

use std::convert::Infallible;

use folio::{
    App, Cursor, CursorKeys, Endpoint, Offset, Page, PageNumber, Position, Router, get,
    pages::{
        Fact, Member, Mode, NumberPaginator, PageOptions, PageParameter, PageStyle,
        PlainCursorPaginator, Rel,
    },
    routes,
};
use serde::Serialize;
use utoipa::ToSchema;

#[get("/number")]
async fn number(at: PageNumber) -> Page<u64> {
    Page::probed(at, Vec::new())
}

#[get("/offset")]
async fn offset(at: Offset) -> Page<u64> {
    Page::probed(at, Vec::new())
}

#[get("/cursor")]
async fn cursor(at: Cursor<u64>) -> Page<u64> {
    Page::probed(&at, Vec::new())
}

#[get("/texts")]
async fn texts(at: Cursor<Option<String>>) -> Page<u64> {
    Page::probed(&at, Vec::new())
}

#[get("/several")]
async fn several(at: Cursor<(Option<String>, u64)>) -> Page<u64> {
    Page::probed(&at, Vec::new())
}

#[get("/names")]
async fn names(at: Cursor<String>) -> Page<u64> {
    Page::probed(&at, Vec::new())
}

#[get("/position")]
async fn position(at: Position<u64>) -> Page<u64> {
    Page::probed(&at, Vec::new())
}

#[get("/two")]
async fn two(at: PageNumber, from: Offset) -> Page<u64> {
    Page::probed(at, vec![from.offset()])
}

#[get("/list", paginate)]
async fn list() -> Vec<u64> {
    Vec::new()
}

struct Numbered;

impl NumberPaginator for Numbered {
    type Item = u64;
    type Error = Infallible;

    async fn items(&self, _: PageNumber) -> Result<Vec<u64>, Infallible> {
        Ok(Vec::new())
    }
}

#[get("/numbered", paginate)]
async fn numbered() -> Numbered {
    Numbered
}

struct Keyed;

impl PlainCursorPaginator for Keyed {
    type Item = u64;
    type Key = u64;
    type Error = Infallible;

    fn items(&self, _: &Cursor<u64>) -> Result<Vec<u64>, Infallible> {
        Ok(Vec::new())
    }

    fn key(&self, item: &u64) -> u64 {
        *item
    }
}

#[get("/keyed", paginate)]
async fn keyed() -> Keyed {
    Keyed
}

fn keys() -> CursorKeys {
    CursorKeys::new([7; 32]).expect("32 bytes")
}

fn options() -> PageOptions {
    PageOptions::new().cursor_keys(keys())
}

fn styled(style: PageStyle) -> PageOptions {
    options().style(style)
}

/// What is wrong with one endpoint under these options.
fn faults(endpoint: Router, options: PageOptions) -> Vec<String> {
    let app = App::new("Faults", "1").pages(options).mount(endpoint);
    match app.build() {
        Ok(_) => Vec::new(),
        Err(errors) => {
            let here = |place: &String| place.contains("page_faults.rs:");
            assert!(
                errors.iter().all(|fault| fault.places().iter().all(here)),
                "{errors}"
            );
            errors
                .iter()
                .map(|fault| fault.message().to_owned())
                .collect()
        }
    }
}

macro_rules! only {
    ($endpoint:ident) => {
        Router::new("/only").routes(routes![$endpoint])
    };
}

#[test]
fn a_style_asks_in_a_way_that_the_handler_takes() {
    let relay = PageStyle::relay;
    for (endpoint, style, message) in [
        (
            only![number],
            relay(),
            "the page style `Connection` asks by cursor, which `PageNumber` doesn't take: take `Position`, or set another style",
        ),
        (
            only![number],
            PageStyle::skip_limit(),
            "the page style `List` asks by offset, which `PageNumber` doesn't take: take `Position`, or set another style",
        ),
        (
            only![cursor],
            PageStyle::fastcrud(),
            "the page style `PaginatedResponse` asks by offset or by number, which `Cursor` doesn't take: take `Position`, or set another style",
        ),
        (
            only![position],
            PageStyle::new("Nothing"),
            "the page style `Nothing` asks in no way, which `Position` doesn't take: take `Position`, or set another style",
        ),
        (
            only![numbered],
            relay(),
            "the page style `Connection` asks by cursor, and what `paginate` takes a page of is asked by number: return another list, or set another style",
        ),
        (
            only![keyed],
            PageStyle::smorest(),
            "the page style `List` asks by number, and what `paginate` takes a page of is asked by cursor: return another list, or set another style",
        ),
    ] {
        assert_eq!(faults(endpoint, styled(style)), [message]);
    }
    // The others are asked in every way there is.
    for style in [
        relay(),
        PageStyle::skip_limit(),
        PageStyle::smorest(),
        PageStyle::fastcrud(),
    ] {
        for endpoint in [only![offset], only![position], only![list]] {
            assert_eq!(faults(endpoint, styled(style.clone())), [""; 0]);
        }
    }
}

#[test]
fn cursors_are_signed_by_a_key_or_said_to_be_plain() {
    let message = "cursors are signed, and there is no key to sign them by: add `.pages(PageOptions::new().cursor_keys(CursorKeys::new(key)?))` to the app, or `.plain_cursors()` for cursors that clients can read and make";
    for endpoint in [only![cursor], only![position], only![keyed]] {
        assert_eq!(faults(endpoint, PageOptions::new()), [message]);
    }
    for endpoint in [only![number], only![offset], only![list]] {
        assert_eq!(faults(endpoint, PageOptions::new()), [""; 0]);
    }
    let plain = || PageOptions::new().plain_cursors();
    assert_eq!(faults(only![cursor], plain()), [""; 0]);
    let nullable = "a plain cursor can't tell a text from no text: take a key that is no `Option<String>`, or signed cursors";
    assert_eq!(faults(only![texts], plain()), [nullable]);
    assert_eq!(faults(only![texts], options()), [""; 0]);
    assert_eq!(faults(only![several], plain()), [""; 0]);
}

#[test]
fn sizes_and_numbers_agree() {
    let above = "pages have 50 items where a request doesn't say it, and 20 at most where it does: raise `max_size`, or lower `size`";
    let none = "pages of no items: a size is 1 at least";
    let first = |number, first| {
        format!("the default page {number} comes before the first, which is {first}")
    };
    for (options, expected) in [
        (options().size(50).max_size(20), vec![above.to_owned()]),
        (options().size(0), vec![none.to_owned()]),
        (options().max_size(0), vec![none.to_owned()]),
        (options().default_number(0), vec![first(0, 1)]),
        (options().default_number(0).zero_based(), vec![]),
        (options().default_number(1), vec![]),
        // The usual size of a style is no wish of the user's, and cut to the greatest.
        (options().max_size(5), vec![]),
    ] {
        assert_eq!(faults(only![number], options), expected);
    }
    // Options of two layers are put together before they are judged.
    let inner = only![number].pages(PageOptions::new().size(50));
    assert_eq!(faults(inner, options().max_size(20)), [above]);
}

#[test]
fn an_envelope_shows_the_items_once_and_each_name_once() {
    let asking = || {
        PageStyle::new("Rows")
            .ask(PageParameter::Number, "page")
            .ask(PageParameter::Size, "size")
    };
    let twice = || {
        let total = || Member::new("total", Fact::Total);
        Fact::Object(vec![total(), total()])
    };
    let items = "the page style `Rows` shows the items once: give one member `Fact::Items`, or call `bare` to show them alone";
    let names = "the page style `Rows` has two members of one name: rename one";
    for (style, expected) in [
        (asking(), vec![]),
        (asking().member("total", Fact::Total), vec![items]),
        (
            asking()
                .member("rows", Fact::Items)
                .member("all", Fact::Items),
            vec![items],
        ),
        (
            asking()
                .member("rows", Fact::Items)
                .member("total", Fact::Total)
                .rename("total", "rows"),
            vec![names],
        ),
        (
            asking()
                .member("rows", Fact::Items)
                .member("total", Fact::Total),
            vec![],
        ),
        (
            asking().member("rows", Fact::Items).member("meta", twice()),
            vec![names],
        ),
        (
            asking().json_header("x-page", [Member::new("meta", twice())]),
            vec![names],
        ),
        (
            asking()
                .member("rows", Fact::Items)
                .member("meta", Fact::Object(vec![Member::new("rows", Fact::Items)])),
            vec![items],
        ),
        (asking().member("total", Fact::Total).bare(), vec![]),
    ] {
        assert_eq!(faults(only![number], styled(style)), expected);
    }
}

#[test]
fn cursors_beside_items_need_cursors() {
    let style = PageStyle::smorest().edges("node", "cursor");
    let message = "the page style `List` shows the cursor of each item, and this handler has none: take `Cursor<K>` or `Position`";
    assert_eq!(faults(only![number], styled(style)), [message]);
    let style = PageStyle::relay().edges("node", "node");
    let message = "the page style `Connection` has two members of one name: rename one";
    assert_eq!(faults(only![cursor], styled(style)), [message]);
}

#[test]
fn headers_and_the_base_of_links_can_be_sent() {
    let style = PageStyle::smorest().header("x total", Fact::Total);
    assert_eq!(
        faults(only![number], styled(style)),
        ["`x total` is no name of a header"]
    );
    let base = "`https://example.com\n` can't stand in front of links: write a URL such as `https://api.example.com`";
    let options = styled(PageStyle::link()).base("https://example.com\n");
    assert_eq!(faults(only![number], options), [base]);
    for base in [
        "not a url",
        "/api",
        "",
        "https://example.com/?x=1",
        "https://example.com/#x",
    ] {
        let told = faults(only![number], styled(PageStyle::link()).base(base));
        assert_eq!(told.len(), 1, "{base}");
    }
    let style = PageStyle::smorest().link_header([Rel::Next]);
    assert_eq!(
        faults(only![number], styled(style).base("https://example.com")),
        [""; 0]
    );
}

#[test]
fn one_argument_asks_for_a_part() {
    let message = "two arguments ask for a part of the list: take one position";
    assert_eq!(faults(only![two], options()), [message]);
}

#[derive(Serialize, ToSchema)]
struct City {
    id: u64,
}

#[get("/cities", paginate)]
async fn cities() -> Vec<City> {
    Vec::new()
}

/// Two envelopes of one name that differ: the document has room for one.
#[test]
fn two_styles_of_one_name_that_differ_are_a_fault() {
    let style = |name: &'static str, items: &'static str| {
        PageStyle::new(name)
            .ask(PageParameter::Number, "page")
            .member(items, Fact::Items)
    };
    let app = |first: PageStyle, second: PageStyle| {
        let router = |path: &str, style| {
            Router::new(path)
                .operation_prefix(&path[1..])
                .pages(PageOptions::new().style(style))
                .routes(routes![cities])
        };
        let app = App::new("Clash", "1").mount(router("/a", first));
        app.mount(router("/b", second)).build()
    };
    let errors = app(style("Rows", "a"), style("Rows", "b")).expect_err("they clash");
    let messages: Vec<&str> = errors.iter().map(folio::Fault::message).collect();
    let expected = "two page styles show `RowsCity` unlike each other: give one another name by `PageStyle::component`";
    assert_eq!(messages, [expected]);
    assert!(app(style("Rows", "a"), style("Rows", "a")).is_ok());
    assert!(app(style("Rows", "a"), style("Lines", "b")).is_ok());
}

/// What a query can't tell apart isn't served.
#[test]
fn each_parameter_has_a_name_of_its_own() {
    let twice = |name: &str| format!("two parameters of pages are called `{name}`: rename one");
    let none = "a parameter of pages has no name: give it one".to_owned();
    for (options, expected) in [
        (
            options()
                .name(PageParameter::Number, "x")
                .name(PageParameter::Size, "x"),
            vec![twice("x")],
        ),
        (
            options().alias(PageParameter::Number, "page_size"),
            vec![twice("page_size")],
        ),
        (
            options().name(PageParameter::Number, ""),
            vec![none.clone()],
        ),
        (options().alias(PageParameter::Size, ""), vec![none]),
        (options().alias(PageParameter::Size, "page_size"), vec![]),
    ] {
        assert_eq!(faults(only![number], options), expected);
    }
}

#[get("/filtered")]
async fn filtered(at: PageNumber, #[query] kind: Option<String>) -> Page<u64> {
    drop(kind);
    Page::probed(at, Vec::new())
}

#[test]
fn an_alias_is_no_argument() {
    let message =
        "`kind` is read as a parameter of pages too: take the alias away, or rename the argument";
    let options = options().alias(PageParameter::Size, "kind");
    assert_eq!(faults(only![filtered], options), [message]);
}

/// Headers that the server writes, and what no header can hold.
#[test]
fn headers_hold_what_headers_can() {
    let style = |name: &'static str| PageStyle::smorest().header(name, Fact::Total);
    for (style, message) in [
        (
            style("content-length"),
            "the header `content-length` is written by the server: leave it out",
        ),
        (
            style("content-type"),
            "`content-type` comes from the media type: set `media_type` where the answer is made",
        ),
        (
            PageStyle::smorest().json_header("x-page", [Member::new("rows", Fact::Items)]),
            "the header `x-page` can't hold the items: show them in the body",
        ),
    ] {
        assert_eq!(faults(only![number], styled(style)), [message]);
    }
    let plain = PageOptions::new()
        .plain_cursors()
        .style(PageStyle::cursor_limit());
    let message = "a plain cursor of a text can't stand in a header, which doesn't hold every text: show it in the body, or sign cursors";
    assert_eq!(faults(only![names], plain.clone()), [message]);
    assert_eq!(faults(only![cursor], plain), [""; 0]);
}

/// Whatever is wrong with pages, every fault is told at once.
#[test]
fn faults_of_one_route_are_told_together() {
    let style = PageStyle::new("Rows")
        .ask(PageParameter::Number, "page")
        .member("total", Fact::Total)
        .with(Member::new("number", Fact::Number).only_by(Mode::Number))
        .rename("number", "total")
        .header("", Fact::Total);
    let told = faults(only![number], styled(style).size(0).default_number(0));
    assert_eq!(told.len(), 5, "{told:#?}");
    assert_eq!(number::SPEC.path, "/number");
}
