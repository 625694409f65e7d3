//! Where two facts of a page meet: cursors that hold an offset, both directions at once, totals that
//! are less than what is shown.

use std::time::Duration;

use folio::{
    App, Cursor, CursorKeys, Page, PageNumber, PageOptions, PageStyle, Position, Sort, Sortable,
    Total, get,
    http::Uri,
    pages::{Edge, Fact, Member, PageParameter, Rel, Sorted},
    routes,
    test::Client,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// All whole numbers.
#[get("/endless", paginate)]
async fn endless() -> std::ops::RangeFrom<u64> {
    0..
}

/// Eleven numbers, read one by one.
#[get("/counted-off", paginate)]
async fn counted_off() -> std::ops::Range<u64> {
    0..11
}

/// Ten numbers.
#[get("/numbers", paginate)]
async fn numbers() -> Vec<u64> {
    (0..10).collect()
}

/// Ten numbers, by their own keys.
#[get("/keyed")]
async fn keyed(at: Cursor<u64>) -> Page<u64> {
    Page::probed(&at, beside(&at)).keyed(|number| *number)
}

/// Ten numbers, where the handler counts whatever was asked.
#[get("/reckoned")]
async fn reckoned(at: Position<u64>) -> Page<u64> {
    match &at {
        Position::Offset(offset) => {
            let range = offset.range(10);
            Page::counted(
                &at,
                (range.start as u64..range.end as u64).collect::<Vec<_>>(),
                10,
            )
        }
        Position::Cursor(cursor) => {
            let mut rows = beside(cursor);
            let has_more = rows.len() as u64 > cursor.size();
            rows.truncate(usize::try_from(cursor.size()).expect("small"));
            let page = Page::counted(&at, rows, 10).keyed(|number| *number);
            page.with_next(has_more)
        }
    }
}

fn beside(at: &Cursor<u64>) -> Vec<u64> {
    let most = usize::try_from(at.probe()).expect("small");
    let rows = (0..10).filter(|number| match at.edge() {
        Edge::After(key) => number > key,
        Edge::Before(key) => number < key,
        Edge::Start | Edge::End => true,
    });
    if at.is_backward() {
        rows.rev().take(most).collect()
    } else {
        rows.take(most).collect()
    }
}

/// 137 numbers, of which statistics or an older count know 100.
#[get("/guessed")]
async fn guessed(at: PageNumber, #[query] cached: Option<bool>) -> Page<u64> {
    let from = at.offset().min(137);
    let rows = (from..137).take(usize::try_from(at.probe()).expect("small"));
    let total = if cached.is_some() {
        Total::Cached {
            number: 100,
            age: Duration::from_mins(1),
        }
    } else {
        Total::Estimated(100)
    };
    Page::probed(at, rows.collect()).total(total)
}

/// The same list, of which only some are left: no filter, since the same request meets fewer rows.
#[get("/shrinking")]
async fn shrinking(at: Cursor<u64>, uri: Uri) -> Page<u64> {
    let mut pairs = uri.query().unwrap_or_default().split('&');
    let left = pairs.find_map(|pair| pair.strip_prefix("left="));
    let left: u64 = left.expect("given").parse().expect("a number");
    let most = usize::try_from(at.probe()).expect("small");
    let mut rows = match at.edge() {
        Edge::After(key) => (key + 1..left).collect::<Vec<_>>(),
        Edge::Before(key) => (0..left.min(*key)).rev().collect(),
        Edge::Start => (0..left).collect(),
        Edge::End => (0..left).rev().collect(),
    };
    rows.truncate(most);
    Page::probed(&at, rows).keyed(|number| *number)
}

/// Numbers with long names.
#[get("/long")]
async fn long(at: Cursor<(String, u64)>) -> Page<u64> {
    let most = usize::try_from(at.probe()).expect("small");
    Page::probed(&at, (0..3).take(most).collect()).keyed(|number| {
        let length = if *number == 0 { 4_000 } else { 4 };
        ("x".repeat(length), *number)
    })
}

#[derive(Debug, Clone, Serialize, ToSchema, Sortable)]
struct Row {
    #[sort(key)]
    id: u64,
    #[sort]
    name: Option<String>,
    kind: String,
}

/// Rows with and without names, six of a kind.
#[get("/{shelf}/rows", paginate)]
async fn rows(shelf: String, #[query] kind: Option<String>, sort: Sort<Row>) -> Sorted<Row> {
    drop(shelf);
    let names = [
        None,
        None,
        None,
        Some(""),
        Some("a"),
        Some("z"),
        Some("zz"),
        Some("zzz"),
    ];
    let rows = (0..).zip(names).map(|(id, name)| Row {
        id,
        name: name.map(str::to_owned),
        kind: if id < 6 { "x" } else { "y" }.to_owned(),
    });
    let rows = rows.filter(|row| match &kind {
        Some(kind) => row.kind == *kind,
        None => true,
    });
    Sorted::new(rows.collect::<Vec<_>>(), sort)
}

fn keys() -> CursorKeys {
    CursorKeys::new([9; 32]).expect("long enough")
}

fn client(options: PageOptions) -> Client {
    let app = App::new("Edges", "1").pages(options.cursor_keys(keys()));
    Client::new(app.routes(routes![
        endless,
        counted_off,
        numbers,
        keyed,
        reckoned,
        shrinking,
        long,
        rows
    ]))
}

async fn json(client: &Client, target: &str) -> Value {
    let answer = client.get(target).await;
    assert_eq!(answer.status(), 200, "{target}: {}", answer.text());
    answer.json()
}

async fn refused(client: &Client, target: &str) -> Value {
    let answer = client.get(target).await;
    assert_eq!(answer.status(), 400, "{target}: {}", answer.text());
    let problem: Value = answer.json();
    problem["errors"][0]["parameter"].clone()
}

/// What may have no end is not read to where a client says.
#[tokio::test]
async fn a_cursor_that_holds_an_offset_reaches_no_deeper_than_an_offset() {
    let app = |options: PageOptions| {
        let app = App::new("Endless", "1").pages(options);
        Client::new(app.routes(routes![endless]))
    };
    let cursors = || PageOptions::new().style(PageStyle::litestar_cursor());
    let plain = app(cursors().plain_cursors());
    assert_eq!(
        json(&plain, "/endless?cursor=9999").await["items"][0],
        10_000
    );
    for cursor in ["10000", "3000000000", "99999999999999999999"] {
        let target = format!("/endless?cursor={cursor}");
        assert_eq!(refused(&plain, &target).await, "cursor");
    }
    let shallow = app(cursors().plain_cursors().max_offset(5));
    assert_eq!(json(&shallow, "/endless?cursor=4").await["items"][0], 5);
    assert_eq!(refused(&shallow, "/endless?cursor=5").await, "cursor");
    // A walk with signed ones is told where it ends.
    let signed = app(cursors()
        .cursor_keys(keys())
        .max_offset(40)
        .size(20)
        .max_size(20));
    let mut target = "/endless".to_owned();
    for page in 0..3 {
        let page_of = json(&signed, &target).await;
        assert_eq!(page_of["items"][0], page * 20);
        let cursor = page_of["cursor"].as_str().expect("a cursor");
        target = format!("/endless?cursor={cursor}");
    }
    assert_eq!(refused(&signed, &target).await, "cursor");
}

/// The last two of what follows a cursor are not the two before it, nor the first two of what precedes
/// one those in front of it.
#[tokio::test]
async fn each_size_goes_with_the_cursor_of_its_direction() {
    let client = client(PageOptions::new().style(PageStyle::relay()));
    for path in ["/keyed", "/numbers"] {
        let page = json(&client, &format!("{path}?first=3")).await;
        let token = page["edges"][2]["cursor"]
            .as_str()
            .expect("a cursor")
            .to_owned();
        for (query, wrong) in [("last=2&after", "last"), ("first=2&before", "first")] {
            let target = format!("{path}?{query}={token}");
            assert_eq!(refused(&client, &target).await, wrong, "{target}");
        }
        let page = json(&client, &format!("{path}?last=2&before={token}")).await;
        assert_eq!(page["edges"][1]["node"], 1);
        let page = json(&client, &format!("{path}?first=2&after={token}")).await;
        assert_eq!(page["edges"][1]["node"], 4);
    }
}

/// A number of items says nothing of what follows a cursor.
#[tokio::test]
async fn a_counted_page_by_cursor_ends() {
    let style = PageStyle::new("Rows")
        .ask(PageParameter::After, "cursor")
        .ask(PageParameter::CursorSize, "limit")
        .member("rows", Fact::Items)
        .member("more", Fact::HasNext)
        .member("next", Fact::NextCursor);
    let client = client(
        PageOptions::new()
            .style(style)
            .count(folio::pages::Count::Exact),
    );
    let mut target = "/reckoned?limit=4".to_owned();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let page = json(&client, &target).await;
        let rows = page["rows"].as_array().expect("rows").clone();
        seen.extend(rows);
        assert_eq!(page["more"], seen.len() < 10, "{page}");
        let next = page["next"].as_str().unwrap_or_default();
        target = format!("/reckoned?limit=4&cursor={next}");
    }
    assert_eq!(json!(seen), json!((0..10).collect::<Vec<_>>()));
    assert_eq!(target, "/reckoned?limit=4&cursor=");
}

/// An iterator that was read to its end was counted.
#[tokio::test]
async fn an_iterator_says_its_total_where_it_ends() {
    let app = App::new("Counted", "1").pages(PageOptions::new().style(PageStyle::smorest()));
    let client = Client::new(app.routes(routes![counted_off]));
    for (target, header) in [
        ("/counted-off", None),
        (
            "/counted-off?page=2",
            Some(
                r#"{"total": 11, "total_pages": 2, "first_page": 1, "last_page": 2, "page": 2, "previous_page": 1}"#,
            ),
        ),
        (
            "/counted-off?page_size=20",
            Some(r#"{"total": 11, "total_pages": 1, "first_page": 1, "last_page": 1, "page": 1}"#),
        ),
        (
            "/counted-off?page=9",
            Some(r#"{"total": 11, "total_pages": 2, "first_page": 1, "last_page": 2}"#),
        ),
    ] {
        let answer = client.get(target).await;
        assert_eq!(answer.header("x-pagination"), header, "{target}");
    }
}

/// What a page shows is there, whatever was guessed.
#[tokio::test]
async fn a_guess_hides_no_page() {
    let styled = |style: PageStyle| {
        let app = App::new("Guessed", "1").pages(PageOptions::new().style(style));
        Client::new(app.routes(routes![guessed]))
    };
    let smorest = styled(PageStyle::smorest());
    for query in ["", "&cached=true"] {
        let walked = smorest.walk(&format!("/guessed?page_size=10{query}")).await;
        assert_eq!(walked.items::<u64>(), (0..137).collect::<Vec<_>>());
        let answer = smorest.get(&format!("/guessed?page=11{query}")).await;
        let said: Value =
            serde_json::from_str(answer.header("x-pagination").expect("a header")).expect("JSON");
        // Ten more than were known, and one that follows.
        assert_eq!(said["total"], 111, "{said}");
        assert_eq!(
            (&said["page"], &said["next_page"]),
            (&json!(11), &json!(12))
        );
    }
    let linked = styled(PageStyle::link());
    let line = |query: &str| {
        let (linked, target) = (
            linked.clone(),
            format!("/guessed?page=5&per_page=20{query}"),
        );
        async move {
            linked
                .get(&target)
                .await
                .header("link")
                .expect("links")
                .to_owned()
        }
    };
    assert!(!line("").await.contains("rel=\"last\""));
    // Five pages were counted, and a sixth is known by its first row.
    let cached = line("&cached=true").await;
    assert!(
        cached.contains("page=6&per_page=20>; rel=\"last\""),
        "{cached}"
    );
}

/// In front of the first row there is nothing, and behind that everything.
#[tokio::test]
async fn nothing_is_skipped_in_front_of_the_first_row() {
    let client = client(PageOptions::new().style(PageStyle::stripe()));
    for path in ["/numbers", "/keyed"] {
        let page = json(&client, &format!("{path}?limit=1")).await;
        let second = page["next_cursor"].as_str().expect("a cursor");
        let target = format!("{path}?limit=1&ending_before={second}");
        let page = json(&client, &target).await;
        assert_eq!(
            (&page["data"], &page["has_more"]),
            (&json!([]), &json!(false))
        );
        let next = page["next_cursor"].as_str().expect("what follows");
        let page = json(&client, &format!("{path}?limit=3&starting_after={next}")).await;
        assert_eq!(page["data"], json!([0, 1, 2]), "{path}");
        // Backwards, more is what comes before.
        let third = page["next_cursor"].as_str().expect("a cursor");
        let page = json(&client, &format!("{path}?limit=1&ending_before={third}")).await;
        assert_eq!(
            (&page["data"], &page["has_more"]),
            (&json!([1]), &json!(true))
        );
    }
}

/// A page names itself, however it was asked for.
#[tokio::test]
async fn a_page_links_to_itself() {
    let style = PageStyle::json_api_cursor()
        .component("Selves")
        .with(Member::new("self", Fact::Link(Rel::Itself)));
    let client = client(PageOptions::new().style(style));
    let first = json(&client, "/keyed").await;
    assert_eq!(first["self"], "/keyed");
    let page = json(&client, "/keyed?x=%5B&page[size]=3").await;
    assert_eq!(page["self"], "/keyed?x=%5B&page%5Bsize%5D=3");
    let next = page["links"]["next"].as_str().expect("a link");
    assert_eq!(json(&client, next).await["self"], next);
}

/// Tools that know OpenAPI's links alone find the next page.
#[tokio::test]
async fn links_of_the_document_lead_on() {
    for (style, path, next) in [
        (
            PageStyle::relay(),
            "/keyed",
            "$response.body#/pageInfo/endCursor",
        ),
        (
            PageStyle::cursor_limit(),
            "/keyed",
            "$response.header.x-next-cursor",
        ),
        (
            PageStyle::envelope(),
            "/keyed",
            "$response.body#/next_cursor",
        ),
        (
            PageStyle::aip(),
            "/numbers",
            "$response.body#/next_page_token",
        ),
    ] {
        let client = client(PageOptions::new().style(style));
        let document = client.service().document();
        let operation = &document["paths"][path]["get"];
        let link = &operation["responses"]["200"]["links"]["next"];
        assert_eq!(link["operationId"], operation["operationId"], "{path}");
        let parameters = link["parameters"].as_object().expect("parameters");
        assert!(parameters.values().any(|value| value == next), "{link}");
        // A size that counts from the other end would contradict the cursor.
        assert!(!parameters.contains_key("query.last"), "{link}");
    }
}

/// An order, a filter and the place of a list go on with it.
#[tokio::test]
async fn links_of_the_document_keep_what_was_asked() {
    let client = client(PageOptions::new());
    let document = client.service().document();
    let link = &document["paths"]["/{shelf}/rows"]["get"]["responses"]["200"]["links"]["next"];
    assert_eq!(
        link["parameters"],
        json!({
            "path.shelf": "$request.path.shelf",
            "query.kind": "$request.query.kind",
            "query.limit": "$request.query.limit",
            "query.sort": "$request.query.sort",
            "query.cursor": "$response.body#/next_cursor",
        })
    );
    // As a tool does that knows nothing else.
    let mut target = "/a/rows?kind=x&limit=2&sort=-name".to_owned();
    let mut ids = Vec::new();
    for _ in 0..3 {
        let page = json(&client, &target).await;
        ids.extend(
            page["items"]
                .as_array()
                .expect("rows")
                .iter()
                .map(|row| row["id"].clone()),
        );
        let cursor = page["next_cursor"].as_str().unwrap_or_default();
        target = format!("/a/rows?kind=x&limit=2&sort=-name&cursor={cursor}");
    }
    assert_eq!(json!(ids), json!([5, 4, 3, 0, 1, 2]));
}

/// A text, an empty one and none are three things, in cursors that anybody can read too.
#[tokio::test]
async fn plain_cursors_lose_no_row() {
    let app = App::new("Plain", "1").pages(
        PageOptions::new().plain_cursors().style(
            PageStyle::cursor_limit()
                .without_header("x-next-cursor")
                .member("items", Fact::Items)
                .member("next_cursor", Fact::NextCursor),
        ),
    );
    let client = Client::new(app.routes(routes![rows]));
    for (sort, order) in [("name", [0, 1, 2, 3, 4, 5]), ("-name", [5, 4, 3, 0, 1, 2])] {
        for size in 1..=6 {
            let walked = client
                .walk(&format!("/a/rows?kind=x&sort={sort}&limit={size}"))
                .await;
            let ids = walked
                .items::<Value>()
                .into_iter()
                .map(|row| row["id"].clone());
            assert_eq!(
                json!(ids.collect::<Vec<_>>()),
                json!(order),
                "{sort} by {size}"
            );
        }
    }
    let page = json(&client, "/a/rows?sort=name&limit=2").await;
    assert_eq!(page["next_cursor"], "[null,1]");
}

/// A list whose keys make no cursor can't be paged, and doesn't look as if it ended.
#[tokio::test]
async fn a_row_without_a_cursor_is_no_end() {
    let client = client(PageOptions::new().style(PageStyle::slack()));
    assert_eq!(json(&client, "/long?limit=2").await["items"], json!([0, 1]));
    let answer = client.get("/long?limit=1").await;
    assert_eq!(answer.status(), 500, "{}", answer.text());
    assert!(!answer.text().contains("characters"), "{}", answer.text());
}

/// From beyond the end, the way back leads to the last page, under styles of two parameters too.
#[tokio::test]
async fn an_empty_page_has_a_way_back() {
    let style = PageStyle::json_api_cursor();
    let client = client(PageOptions::new().style(style));
    // What followed the cursor's row is gone, and it too.
    let next = json(&client, "/shrinking?page[size]=9&left=10").await["links"]["next"].clone();
    let beyond = next.as_str().expect("a link").replace("left=10", "left=5");
    let page = json(&client, &beyond).await;
    assert_eq!(page["data"], json!([]), "{page}");
    let back = page["links"]["prev"].as_str().expect("a way back");
    assert_eq!(json(&client, back).await["data"], json!([0, 1, 2, 3, 4]));
}

/// One service at two places serves two lists.
#[tokio::test]
async fn a_cursor_is_bound_to_where_its_service_is_mounted() {
    let inner = || {
        let options = PageOptions::new()
            .style(PageStyle::aip())
            .cursor_keys(keys());
        let app = App::new("Inner", "1").pages(options).routes(routes![keyed]);
        app.build().expect("nothing is wrong")
    };
    let app = App::new("Outer", "1")
        .service("/a", inner())
        .service("/b", inner());
    let client = Client::new(app);
    let page = json(&client, "/a/keyed?page_size=3").await;
    let token = page["next_page_token"].as_str().expect("a token");
    let next = json(&client, &format!("/a/keyed?page_token={token}")).await;
    assert_eq!(next["items"][0], 3);
    let answer = client.get(&format!("/b/keyed?page_token={token}")).await;
    assert_eq!(answer.status(), 400, "{}", answer.text());
}

/// A cursor to go on by is there where something lies behind.
#[tokio::test]
async fn a_page_that_lies_too_deep_in_a_short_list_leads_nowhere() {
    let client = client(PageOptions::new().style(PageStyle::link()).max_offset(6));
    for (query, leads) in [("offset=7&kind=x", false), ("offset=7", true)] {
        let answer = client.get(&format!("/a/rows?{query}")).await;
        assert_eq!(answer.status(), 400);
        let problem: Value = answer.json();
        let next = problem.get("next_cursor").and_then(Value::as_str);
        assert_eq!(next.is_some(), leads, "{query}: {problem}");
        if let Some(token) = next {
            let answer = client.get(&format!("/a/rows?cursor={token}")).await;
            assert_eq!(answer.json::<Value>()[0]["id"], 6);
        }
    }
}

/// Where a client may lower the count, the document and caches know of it (RFC 7240 §2).
#[tokio::test]
async fn what_a_preference_changes_is_said() {
    let counted = client(PageOptions::new().style(PageStyle::link()));
    let answer = counted.get("/numbers").await;
    assert_eq!(answer.header("vary"), Some("prefer"));
    let parameters = |client: &Client| {
        let document = client.service().document();
        let parameters = document["paths"]["/numbers"]["get"]["parameters"].clone();
        let names = parameters.as_array().expect("parameters").iter();
        names.map(|p| p["name"].clone()).collect::<Vec<_>>()
    };
    assert!(parameters(&counted).contains(&json!("prefer")));
    let uncounted = client(PageOptions::new().style(PageStyle::slack()));
    let answer = uncounted.get("/numbers").await;
    assert_eq!(answer.header("vary"), None);
    assert!(!parameters(&uncounted).contains(&json!("prefer")));
}
