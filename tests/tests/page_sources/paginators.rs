//! Pages out of paginators: returned by a handler with `paginate`, or asked by one that takes a position.

use std::{
    collections::BTreeSet,
    convert::Infallible,
    ops::Bound,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use folio::{
    App, Cursor, Offset, Page, PageNumber, Problem, Response, Router, State, Total, get,
    pages::{
        Count, CursorPaginator, Edge, NumberPaginator, OffsetPaginator, PageOptions, PageStyle,
        PlainCursorPaginator, PlainNumberPaginator, PlainOffsetPaginator,
    },
    routes,
    test::Client,
};
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::keyed;

/// How many numbers there are, and how often they were counted.
#[derive(Clone)]
struct Numbers {
    all: Arc<BTreeSet<u64>>,
    counted: Arc<AtomicU64>,
}

impl Numbers {
    fn to(end: u64) -> Self {
        Numbers {
            all: Arc::new((1..=end).collect()),
            counted: Arc::default(),
        }
    }

    fn part(&self, offset: u64, length: u64) -> Vec<u64> {
        let [offset, length] = [offset, length].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
        self.all.iter().skip(offset).take(length).copied().collect()
    }

    fn beside(&self, at: &Cursor<u64>) -> Vec<u64> {
        let (from, to) = match at.edge() {
            Edge::After(key) => (Bound::Excluded(*key), Bound::Unbounded),
            Edge::Before(key) => (Bound::Unbounded, Bound::Excluded(*key)),
            Edge::Start | Edge::End => (Bound::Unbounded, Bound::Unbounded),
        };
        let mut rows: Vec<u64> = self.all.range((from, to)).copied().collect();
        if at.is_backward() {
            rows.reverse();
        }
        rows.truncate(usize::try_from(at.probe()).unwrap_or(usize::MAX));
        rows
    }

    fn count(&self) -> Total {
        self.counted.fetch_add(1, Ordering::SeqCst);
        Total::Exact(self.all.len() as u64)
    }

    /// How often they were counted since the last time somebody asked.
    fn counts(&self) -> u64 {
        self.counted.swap(0, Ordering::SeqCst)
    }
}

struct ByNumber(Numbers);
struct ByOffset(Numbers);
struct ByCursor(Numbers);
struct PlainByNumber(Numbers);
struct PlainByOffset(Numbers);
struct PlainByCursor(Numbers);

impl NumberPaginator for ByNumber {
    type Item = u64;
    type Error = Infallible;

    async fn items(&self, at: PageNumber) -> Result<Vec<u64>, Infallible> {
        tokio::task::yield_now().await;
        Ok(self.0.part(at.offset(), at.probe()))
    }

    async fn total(&self, _: Count) -> Result<Total, Infallible> {
        tokio::task::yield_now().await;
        Ok(self.0.count())
    }
}

impl OffsetPaginator for ByOffset {
    type Item = u64;
    type Error = Infallible;

    async fn items(&self, at: Offset) -> Result<Vec<u64>, Infallible> {
        tokio::task::yield_now().await;
        Ok(self.0.part(at.offset(), at.probe()))
    }

    async fn total(&self, _: Count) -> Result<Total, Infallible> {
        tokio::task::yield_now().await;
        Ok(self.0.count())
    }
}

impl CursorPaginator for ByCursor {
    type Item = u64;
    type Key = u64;
    type Error = Infallible;

    async fn items(&self, at: &Cursor<u64>) -> Result<Vec<u64>, Infallible> {
        tokio::task::yield_now().await;
        Ok(self.0.beside(at))
    }

    fn key(&self, item: &u64) -> u64 {
        *item
    }

    async fn total(&self, _: Count) -> Result<Total, Infallible> {
        tokio::task::yield_now().await;
        Ok(self.0.count())
    }
}

impl PlainNumberPaginator for PlainByNumber {
    type Item = u64;
    type Error = Infallible;

    fn items(&self, at: PageNumber) -> Result<Vec<u64>, Infallible> {
        Ok(self.0.part(at.offset(), at.probe()))
    }

    fn total(&self, _: Count) -> Result<Total, Infallible> {
        Ok(self.0.count())
    }
}

impl PlainOffsetPaginator for PlainByOffset {
    type Item = u64;
    type Error = Infallible;

    fn items(&self, at: Offset) -> Result<Vec<u64>, Infallible> {
        Ok(self.0.part(at.offset(), at.probe()))
    }

    fn total(&self, _: Count) -> Result<Total, Infallible> {
        Ok(self.0.count())
    }
}

impl PlainCursorPaginator for PlainByCursor {
    type Item = u64;
    type Key = u64;
    type Error = Infallible;

    fn items(&self, at: &Cursor<u64>) -> Result<Vec<u64>, Infallible> {
        Ok(self.0.beside(at))
    }

    fn key(&self, item: &u64) -> u64 {
        *item
    }

    fn total(&self, _: Count) -> Result<Total, Infallible> {
        Ok(self.0.count())
    }
}

macro_rules! returned {
    ($($name:ident $path:literal $paginator:ident;)*) => {$(
        #[get($path, paginate, page(size = 3))]
        async fn $name(numbers: State<Numbers>) -> $paginator {
            $paginator(Numbers::clone(&numbers))
        }
    )*};
}

returned! {
    number "/number" ByNumber;
    offset "/offset" ByOffset;
    cursor "/cursor" ByCursor;
    plain_number "/plain-number" PlainByNumber;
    plain_offset "/plain-offset" PlainByOffset;
    plain_cursor "/plain-cursor" PlainByCursor;
}

#[get("/asked/number", page(size = 3))]
async fn asked_number(at: PageNumber, numbers: State<Numbers>) -> Result<Page<u64>, Infallible> {
    ByNumber(Numbers::clone(&numbers)).page(at).await
}

#[get("/asked/offset", page(size = 3))]
async fn asked_offset(at: Offset, numbers: State<Numbers>) -> Result<Page<u64>, Infallible> {
    ByOffset(Numbers::clone(&numbers)).page(at).await
}

#[get("/asked/cursor", page(size = 3))]
async fn asked_cursor(at: Cursor<u64>, numbers: State<Numbers>) -> Result<Page<u64>, Infallible> {
    ByCursor(Numbers::clone(&numbers)).page(&at).await
}

#[get("/asked/plain-number", page(size = 3))]
fn asked_plain_number(at: PageNumber, numbers: State<Numbers>) -> Result<Page<u64>, Infallible> {
    PlainByNumber(Numbers::clone(&numbers)).page(at)
}

#[get("/asked/plain-offset", page(size = 3))]
fn asked_plain_offset(at: Offset, numbers: State<Numbers>) -> Result<Page<u64>, Infallible> {
    PlainByOffset(Numbers::clone(&numbers)).page(at)
}

#[get("/asked/plain-cursor", page(size = 3))]
fn asked_plain_cursor(at: Cursor<u64>, numbers: State<Numbers>) -> Result<Page<u64>, Infallible> {
    PlainByCursor(Numbers::clone(&numbers)).page(&at)
}

fn client(numbers: &Numbers) -> Client {
    let app = App::new("Paginators", "1")
        .state(numbers.clone())
        .pages(keyed())
        .routes(routes![
            number,
            offset,
            cursor,
            plain_number,
            plain_offset,
            plain_cursor,
            asked_number,
            asked_offset,
            asked_cursor,
            asked_plain_number,
            asked_plain_offset,
            asked_plain_cursor,
        ]);
    Client::new(app)
}

async fn page(client: &Client, target: &str) -> Value {
    let answer = client.get(target).await;
    assert_eq!(
        answer.status(),
        StatusCode::OK,
        "{target}: {}",
        answer.text()
    );
    answer.json()
}

/// What a page by number or offset has to say of these numbers.
fn expected(end: u64, offset: u64, size: u64) -> (Value, Value) {
    let items: Vec<u64> = (1..=end)
        .filter(|n| *n > offset && *n <= offset.saturating_add(size))
        .collect();
    let has_next = offset.saturating_add(size) < end;
    let has_previous = offset > 0 && end > 0;
    let facts = json!({"total": end, "has_next": has_next, "has_previous": has_previous});
    (json!(items), facts)
}

#[tokio::test]
async fn numbered_and_offset_pages_are_those_of_the_whole_list() {
    for end in [0, 1, 2, 3, 4, 6, 7, 10] {
        let numbers = Numbers::to(end);
        let client = client(&numbers);
        for path in [
            "/number",
            "/plain-number",
            "/asked/number",
            "/asked/plain-number",
        ] {
            for nth in [1, 2, 3, 4, 9, u64::MAX] {
                let page = page(&client, &format!("{path}?page={nth}")).await;
                let (items, facts) = expected(end, (nth - 1).saturating_mul(3), 3);
                assert_eq!(page["items"], items, "{path} {end} {nth}");
                assert_facts(&page, &facts);
            }
        }
        for path in [
            "/offset",
            "/plain-offset",
            "/asked/offset",
            "/asked/plain-offset",
        ] {
            for before in [0, 1, 3, 5, 7, 11, u64::MAX] {
                let page = page(&client, &format!("{path}?offset={before}&limit=2")).await;
                let (items, facts) = expected(end, before, 2);
                assert_eq!(page["items"], items, "{path} {end} {before}");
                assert_facts(&page, &facts);
            }
        }
    }
}

fn assert_facts(page: &Value, facts: &Value) {
    for (name, fact) in facts.as_object().expect("an object") {
        assert_eq!(page[name], *fact, "{name}: {page}");
    }
}

#[tokio::test]
async fn cursors_walk_there_and_back() {
    for path in [
        "/cursor",
        "/plain-cursor",
        "/asked/cursor",
        "/asked/plain-cursor",
    ] {
        for end in [0, 1, 3, 4, 7, 9] {
            let client = client(&Numbers::to(end));
            let mut target = path.to_owned();
            let mut there = Vec::new();
            let last = loop {
                let page = page(&client, &target).await;
                there.extend(items(&page));
                let Some(next) = page["next_cursor"].as_str() else {
                    assert_eq!(page["has_next"], false);
                    break page;
                };
                assert_eq!(page["has_next"], true);
                target = format!("{path}?cursor={next}");
            };
            assert_eq!(there, (1..=end).collect::<Vec<_>>(), "{path}");
            let mut back = items(&last);
            let mut page_before = last;
            while let Some(previous) = page_before["previous_cursor"].as_str() {
                page_before = page(&client, &format!("{path}?cursor={previous}")).await;
                back.splice(0..0, items(&page_before));
            }
            assert_eq!(back, there, "{path}");
        }
    }
}

fn items(page: &Value) -> Vec<u64> {
    let items = page["items"].as_array().expect("a list");
    items.iter().filter_map(Value::as_u64).collect()
}

#[tokio::test]
async fn all_are_counted_only_where_the_page_does_not_tell() {
    let numbers = Numbers::to(10);
    let client = client(&numbers);
    for (target, counts, total) in [
        ("/number?page=2", 1, Some(10)),
        ("/offset?offset=2", 1, Some(10)),
        ("/plain-offset?offset=2", 1, Some(10)),
        // The last page has fewer items than it could have.
        ("/number?page=4", 0, Some(10)),
        ("/plain-number?page=4", 0, Some(10)),
        ("/offset?offset=9", 0, Some(10)),
        ("/offset?limit=11", 0, Some(10)),
        // A page that is full may be the last.
        ("/offset?limit=10", 1, Some(10)),
        // Beyond the end nothing says how many there are.
        ("/offset?offset=99", 1, Some(10)),
        ("/cursor", 0, None),
        ("/plain-cursor", 0, None),
    ] {
        let page = page(&client, target).await;
        assert_eq!(numbers.counts(), counts, "{target}");
        assert_eq!(page["total"].as_u64(), total, "{target}");
    }
}

#[tokio::test]
async fn a_client_can_forgo_the_count_and_still_knows_what_follows() {
    let numbers = Numbers::to(6);
    let client = client(&numbers);
    for path in ["/number", "/plain-number", "/offset", "/plain-offset"] {
        let size = if path.ends_with("number") {
            "page_size"
        } else {
            "limit"
        };
        for (limit, has_next) in [(5, true), (6, false), (7, false)] {
            let answer = client.get(&format!("{path}?{size}={limit}"));
            let page: Value = answer.header("prefer", "count=none").await.json();
            assert_eq!(numbers.counts(), 0, "{path}");
            assert_eq!(
                (&page["total"], &page["total_kind"]),
                (&json!(null), &json!("none"))
            );
            assert_eq!(page["has_next"], has_next, "{path} {limit}");
        }
    }
}

/// A count that was made before rows were added, and one made before they were deleted.
#[tokio::test]
async fn what_follows_is_true_whatever_an_older_count_says() {
    struct Older(u64, Vec<u64>);
    impl PlainOffsetPaginator for Older {
        type Item = u64;
        type Error = Infallible;

        fn items(&self, at: Offset) -> Result<Vec<u64>, Infallible> {
            let range = Offset::new(at.offset(), at.probe()).range(self.1.len());
            Ok(self.1[range].to_vec())
        }

        fn total(&self, _: Count) -> Result<Total, Infallible> {
            Ok(Total::Exact(self.0))
        }
    }
    let added = Older(2, vec![1, 2, 3])
        .page(Offset::new(0, 2))
        .expect("is read");
    assert!(added.has_next());
    // A page without items has nothing behind it, or a client would ask for it for ever.
    let gone = Older(9, vec![1, 2])
        .page(Offset::new(2, 2))
        .expect("is read");
    assert!(gone.is_empty() && !gone.has_next());
}

/// Everything is down.
#[derive(Debug, Problem)]
#[problem(status = 503)]
struct Down;

struct Failing;

impl CursorPaginator for Failing {
    type Item = u64;
    type Key = u8;
    type Error = Down;

    async fn items(&self, at: &Cursor<u8>) -> Result<Vec<u64>, Down> {
        match at.edge() {
            Edge::Start => Err(Down),
            _ => Ok(Vec::new()),
        }
    }

    fn key(&self, _: &u64) -> u8 {
        0
    }
}

#[get("/failing", paginate, page(plain_cursors))]
async fn failing() -> Failing {
    Failing
}

#[tokio::test]
async fn failures_are_their_problems_and_foreign_keys_a_400() {
    let client = Client::new(App::new("Failing", "1").routes(routes![failing]));
    let answer = client.get("/failing").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        client.get("/failing?cursor=7").await.status(),
        StatusCode::OK
    );
    for cursor in ["300", "x", "-1", "99999999999999999999"] {
        let answer = client.get(&format!("/failing?cursor={cursor}")).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{cursor}");
    }
    let answers = &client.service().document()["paths"]["/failing"]["get"]["responses"];
    assert!(
        answers["503"].is_object() && answers["400"].is_object(),
        "{answers}"
    );
}

/// A list in whatever stands around it.
#[get(
    "/wrapped",
    paginate,
    header("x-source", description = "Where it comes from.")
)]
async fn wrapped(numbers: State<Numbers>) -> Result<Response<ByOffset>, Down> {
    let answer = Response::new(ByOffset(Numbers::clone(&numbers)));
    let name = HeaderName::from_static("x-source");
    Ok(answer.header(name, HeaderValue::from_static("numbers")))
}

#[tokio::test]
async fn one_paginator_answers_in_every_style_it_can_be_asked_in() {
    let numbers = Numbers::to(5);
    let styles = [
        (
            "smorest",
            PageStyle::smorest(),
            "?page=2&page_size=2",
            json!([3, 4]),
        ),
        (
            "skip",
            PageStyle::skip_limit(),
            "?skip=2&limit=2",
            json!([3, 4]),
        ),
        (
            "link",
            PageStyle::link(),
            "?page=2&per_page=2",
            json!([3, 4]),
        ),
    ];
    let mut app = App::new("Styles", "1")
        .state(numbers.clone())
        .pages(keyed());
    for (name, style, ..) in &styles {
        let router = Router::new(format!("/{name}"))
            .operation_prefix(format!("{name}_"))
            .pages(PageOptions::new().style(style.clone()))
            .routes(routes![wrapped, offset]);
        app = app.mount(router);
    }
    let client = Client::new(app);
    for (name, _, query, items) in styles {
        for path in ["offset", "wrapped"] {
            assert_eq!(
                page(&client, &format!("/{name}/{path}{query}")).await,
                items
            );
        }
        let answer = client.get(&format!("/{name}/wrapped")).await;
        assert_eq!(answer.header("x-source"), Some("numbers"));
    }
    // A cursor that holds the offset.
    let app = App::new("Slack", "1").state(numbers);
    let app = app
        .pages(keyed().style(PageStyle::slack()))
        .routes(routes![offset]);
    let client = Client::new(app);
    let mut seen = Vec::new();
    let mut target = "/offset?limit=2".to_owned();
    loop {
        let page = page(&client, &target).await;
        seen.extend(items(&page));
        match page["response_metadata"]["next_cursor"].as_str() {
            Some("") | None => break,
            Some(next) => target = format!("/offset?limit=2&cursor={next}"),
        }
    }
    assert_eq!(seen, [1, 2, 3, 4, 5]);
}
