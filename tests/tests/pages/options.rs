//! Options of pages, as requests and links show them.

use folio::{
    App, CursorKeys, Offset, Page, PageNumber, PageOptions, PageStyle, Position, Router, Sort,
    State, get,
    pages::{Count, PageParameter, Sorted},
    routes,
    test::Client,
};
use serde_json::{Value, json};

use crate::app::{Row, Table};

/// Numbers.
#[get("/numbers", paginate)]
async fn numbers() -> Vec<u64> {
    (0..11).collect()
}

/// Numbers by page, as a handler reads them.
#[get("/asked")]
async fn asked(at: PageNumber) -> Page<u64> {
    Page::of(at, vec![at.number(), at.offset(), at.size()])
}

/// Numbers by offset, as a handler reads them.
#[get("/skipped")]
async fn skipped(at: Offset) -> Page<u64> {
    let total = if at.count() == Count::None { 0 } else { 1000 };
    Page::counted(at, vec![at.offset(), at.size()], total)
}

/// Rows.
#[get("/rows", paginate)]
async fn rows(sort: Sort<Row>, table: State<Table>) -> Sorted<Row> {
    Sorted::new(table.get(), sort)
}

/// Which way was asked.
#[get("/way")]
async fn way(at: Position<u64>) -> Page<String> {
    let word = match &at {
        Position::Offset(_) => "offset",
        Position::Cursor(_) => "cursor",
    };
    Page::of(&at, vec![word.to_owned()])
}

fn app(options: PageOptions) -> App {
    let table = Table::default();
    let row = |id| Row {
        id,
        name: ["b", "a"][usize::try_from(id % 2).expect("small")].to_owned(),
        year: None,
        rating: None,
        open: false,
    };
    table.set(&(0..11).map(row).collect::<Vec<_>>());
    App::new("Options", "1.0.0").state(table).pages(options)
}

fn keys() -> CursorKeys {
    CursorKeys::new([5; 32]).expect("long enough")
}

fn client(options: PageOptions) -> Client {
    Client::new(app(options.cursor_keys(keys())).routes(routes![numbers, asked]))
}

fn by_offset(options: PageOptions) -> Client {
    let options = options.style(PageStyle::skip_limit());
    Client::new(app(options).routes(routes![numbers, skipped]))
}

async fn json(client: &Client, target: &str) -> Value {
    let answer = client.get(target).await;
    assert_eq!(answer.status(), 200, "{target}: {}", answer.text());
    answer.json()
}

/// The parameters that a refused request has wrong.
async fn refused(client: &Client, target: &str) -> Vec<String> {
    let answer = client.get(target).await;
    assert_eq!(answer.status(), 400, "{target}: {}", answer.text());
    let problem: Value = answer.json();
    let errors = problem["errors"].as_array().expect("errors");
    let names = errors.iter().map(|error| error["parameter"].as_str());
    names.map(|name| name.expect("a name").to_owned()).collect()
}

async fn links(client: &Client, target: &str) -> String {
    let answer = client.get(target).await;
    assert_eq!(answer.status(), 200, "{target}: {}", answer.text());
    answer.header("link").unwrap_or_default().to_owned()
}

#[tokio::test]
async fn sizes_above_the_greatest_are_refused_or_cut() {
    let options = || PageOptions::new().size(4).max_size(5);
    let refusing = client(options());
    assert_eq!(
        refused(&refusing, "/numbers?page_size=6").await,
        ["page_size"]
    );
    assert_eq!(
        json(&refusing, "/numbers?page_size=5").await["page_size"],
        5
    );
    let cutting = client(options().clamped());
    for size in ["6", "99999999999999999999999"] {
        let page = json(&cutting, &format!("/numbers?page_size={size}")).await;
        assert_eq!(page["page_size"], 5);
        assert_eq!(page["items"], json!([0, 1, 2, 3, 4]));
    }
    for size in ["0", "-1", "", "x"] {
        let target = format!("/numbers?page_size={size}");
        assert_eq!(refused(&cutting, &target).await, ["page_size"]);
    }
    let both = refused(&refusing, "/numbers?page=0&page_size=6").await;
    assert_eq!(both, ["page", "page_size"]);
    let walked = refusing.walk("/numbers").await;
    assert_eq!(walked.pages().len(), 3);
    let walked = cutting.walk("/numbers?page_size=99").await;
    assert_eq!(walked.items::<u64>(), (0..11).collect::<Vec<_>>());
}

#[tokio::test]
async fn pages_count_from_zero_where_that_is_set() {
    let zero = client(PageOptions::new().zero_based().size(4));
    let first = json(&zero, "/numbers?page=0").await;
    assert_eq!(first, json(&zero, "/numbers").await);
    assert_eq!((&first["page"], &first["items"][0]), (&json!(0), &json!(0)));
    assert_eq!(
        json(&zero, "/asked?page=2").await["items"],
        json!([3, 8, 4])
    );
    for backward in [false, true] {
        let walk = zero.walk("/numbers");
        let walk = if backward { walk.backward() } else { walk };
        let walked = walk.await;
        assert_eq!(walked.items::<u64>(), (0..11).collect::<Vec<_>>());
        assert_eq!(walked.pages().len(), 3);
    }
    let linked = client(
        PageOptions::new()
            .zero_based()
            .size(4)
            .style(PageStyle::link()),
    );
    let line = links(&linked, "/numbers?page=1").await;
    let expected = "</numbers?page=0&per_page=4>; rel=\"first\", </numbers?page=0&per_page=4>; rel=\"prev\", </numbers?page=2&per_page=4>; rel=\"next\", </numbers?page=2&per_page=4>; rel=\"last\"";
    assert_eq!(line, expected);
    assert_eq!(refused(&linked, "/numbers?page=-1").await, ["page"]);
}

#[tokio::test]
async fn another_page_can_be_meant() {
    let third = client(PageOptions::new().default_number(3).size(2));
    assert_eq!(json(&third, "/asked").await["items"], json!([3, 4]));
    let third = client(PageOptions::new().default_number(3).size(3));
    assert_eq!(json(&third, "/asked").await["items"], json!([3, 6, 3]));
    assert_eq!(
        json(&third, "/asked?page=1").await["items"],
        json!([1, 0, 3])
    );
    let rest = third.walk("/numbers").await;
    assert_eq!(rest.items::<u64>(), (6..11).collect::<Vec<_>>());
    let document = third.service().document();
    let page = &document["paths"]["/asked"]["get"]["parameters"][0];
    assert_eq!(page["schema"]["default"], 3);
}

#[tokio::test]
async fn parameters_have_other_names() {
    let options = PageOptions::new()
        .style(PageStyle::smorest())
        .name(PageParameter::Number, "p[n]")
        .alias(PageParameter::Number, "no")
        .alias(PageParameter::Size, "per");
    let client = client(options);
    let page = |target: &str| {
        let (client, target) = (client.clone(), target.to_owned());
        async move { json(&client, &target).await }
    };
    assert_eq!(page("/asked?p[n]=4&per=3").await, json!([4, 9, 3]));
    assert_eq!(
        page("/asked?p%5Bn%5d=4&page_size=3").await,
        json!([4, 9, 3])
    );
    assert_eq!(page("/asked?no=4&per=3").await, json!([4, 9, 3]));
    assert_eq!(
        page("/asked?page=4").await,
        json!([1, 0, 10]),
        "the old name is no more"
    );
    // The first of all names counts in this style.
    assert_eq!(page("/asked?no=2&p[n]=3&per=3").await, json!([2, 3, 3]));
    for target in [
        "/numbers?per=3",
        "/numbers?no=1&per=3",
        "/numbers?p%5bn]=1&per=3",
    ] {
        let walked = client.walk(target).await;
        assert_eq!(
            walked.items::<u64>(),
            (0..11).collect::<Vec<_>>(),
            "{target}"
        );
        assert_eq!(walked.pages().len(), 4, "{target}");
    }
    assert_eq!(refused(&client, "/asked?no=x").await, ["p[n]"]);
}

#[tokio::test]
async fn deep_offsets_are_refused() {
    let shallow = by_offset(PageOptions::new().max_offset(8));
    assert_eq!(json(&shallow, "/numbers?skip=8").await, json!([8, 9, 10]));
    for skip in ["9", "18446744073709551616"] {
        let target = format!("/numbers?skip={skip}");
        assert_eq!(refused(&shallow, &target).await, ["skip"]);
    }
    let numbered = client(PageOptions::new().max_offset(8).size(4));
    assert_eq!(
        json(&numbered, "/numbers?page=3").await["items"],
        json!([8, 9, 10])
    );
    assert_eq!(refused(&numbered, "/numbers?page=4").await, ["page"]);
    assert_eq!(
        refused(&numbered, "/numbers?page=18446744073709551615").await,
        ["page"]
    );
}

#[tokio::test]
async fn a_link_that_lies_too_deep_goes_on_by_cursor() {
    let options = PageOptions::new()
        .style(PageStyle::link())
        .size(3)
        .max_offset(4);
    let client = Client::new(app(options.cursor_keys(keys())).routes(routes![rows]));
    let all: Vec<u64> = (0..11).collect();
    for target in ["/rows", "/rows?offset=0&limit=2", "/rows?page=1&per_page=1"] {
        let walked = client.walk(target).await;
        let ids: Vec<u64> = walked.items::<Row>().iter().map(|row| row.id).collect();
        assert_eq!(ids, all, "{target}");
        let last = walked.pages().last().expect("a page").target();
        assert!(last.contains("cursor="), "{last}");
    }
    let answer = client.get("/rows?offset=5").await;
    assert_eq!(answer.status(), 400);
    let problem: Value = answer.json();
    assert_eq!(problem["max_offset"], 4);
    // The cursor is that of the deepest row within reach.
    let token = problem["next_cursor"].as_str().expect("a cursor");
    let page: Vec<Row> = client.get(&format!("/rows?cursor={token}")).await.json();
    assert_eq!(page[0].id, 4);
}

#[tokio::test]
async fn clients_forgo_counts() {
    let client = client(PageOptions::new().size(3));
    for (prefer, total, kind) in [
        ("count=none", json!(null), "none"),
        ("respond-async, Count=\"none\"; x=1", json!(null), "none"),
        ("count=exact", json!(11), "exact"),
        ("count=everything", json!(11), "exact"),
        ("count", json!(11), "exact"),
        ("", json!(11), "exact"),
    ] {
        let page: Value = client.get("/numbers").header("prefer", prefer).await.json();
        assert_eq!(page["total"], total, "{prefer}");
        assert_eq!(page["total_kind"], kind, "{prefer}");
        let walked = client.walk("/numbers").header("prefer", prefer).await;
        assert_eq!(walked.items::<u64>(), (0..11).collect::<Vec<_>>());
    }
    // Whether others follow is known without.
    let page: Value = client
        .get("/numbers?page=4")
        .header("prefer", "count=none")
        .await
        .json();
    assert_eq!(
        (&page["has_next"], &page["has_previous"]),
        (&json!(false), &json!(true))
    );
}

#[tokio::test]
async fn walks_of_nothing_but_a_list_end_by_a_short_page() {
    let client = by_offset(PageOptions::new());
    for (size, pages) in [(1, 11), (5, 3), (11, 1), (12, 1)] {
        let walked = client.walk(&format!("/numbers?limit={size}")).await;
        assert_eq!(walked.items::<u64>(), (0..11).collect::<Vec<_>>());
        assert_eq!(walked.pages().len(), pages);
    }
}

#[tokio::test]
async fn links_keep_what_else_was_asked() {
    let client = client(PageOptions::new().style(PageStyle::link()).size(5));
    let line = links(
        &client,
        "/numbers?q=x%20y&page=2&q=z+%26&&flag&per_page=5&f[a]=1",
    )
    .await;
    let front = "/numbers?q=x%20y&q=z+%26&flag&f%5Ba%5D=1";
    assert_eq!(
        line,
        format!(
            "<{front}&page=1&per_page=5>; rel=\"first\", <{front}&page=1&per_page=5>; rel=\"prev\", <{front}&page=3&per_page=5>; rel=\"next\", <{front}&page=3&per_page=5>; rel=\"last\""
        )
    );
}

#[tokio::test]
async fn links_are_absolute_only_where_that_is_set() {
    let answer = client(PageOptions::new().style(PageStyle::link()))
        .get("/numbers")
        .header("host", "evil.example")
        .header("forwarded", "host=evil.example")
        .header("x-forwarded-host", "evil.example")
        .await;
    let line = answer.header("link").expect("links");
    assert!(line.starts_with("</numbers?"), "{line}");
    for base in ["https://api.example.com", "https://api.example.com/"] {
        let absolute = client(
            PageOptions::new()
                .style(PageStyle::json_api_number())
                .size(5)
                .base(base),
        );
        let page: Value = json(&absolute, "/numbers?page[number]=2").await;
        let next = "https://api.example.com/numbers?page%5Bnumber%5D=3&page%5Bsize%5D=5";
        assert_eq!(page["links"]["next"], next);
        let walked = absolute.walk("/numbers").await;
        assert_eq!(walked.items::<u64>(), (0..11).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn links_have_the_path_as_it_came() {
    /// Numbers below a tenant.
    #[get("/{tenant}/numbers", paginate, page(size = 5))]
    async fn numbers(tenant: String) -> Vec<u64> {
        let _ = tenant;
        (0..11).collect()
    }
    /// Numbers anywhere.
    #[get("/{*path}", paginate)]
    async fn anywhere(path: String) -> Vec<u64> {
        let _ = path;
        (0..11).collect()
    }
    let styled = PageOptions::new().style(PageStyle::link());
    let router = Router::new("/v1")
        .pages(styled.clone())
        .routes(routes![numbers]);
    let inner = Client::new(App::new("Inner", "1.0.0").mount(router));
    let line = links(&inner, "/v1/a%2Fb/numbers").await;
    assert!(line.starts_with("</v1/a%2Fb/numbers?page=1"), "{line}");
    // Two slashes in front would name a host.
    let anywhere = Client::new(
        App::new("Any", "1.0.0")
            .pages(styled)
            .routes(routes![anywhere]),
    );
    let line = links(&anywhere, "//evil.example/numbers").await;
    assert!(
        line.starts_with("</.//evil.example/numbers?page=1"),
        "{line}"
    );
    let walked = anywhere.walk("//evil.example/a%3E%22;[?per_page=4").await;
    assert_eq!(walked.items::<u64>(), (0..11).collect::<Vec<_>>());
    let outer = App::new("Outer", "1.0.0").service("/api", inner.service().clone());
    let outer = Client::new(outer);
    let answer = outer.get("/api/v1/x/numbers?q=1").await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    let line = answer.header("link").expect("links");
    assert!(line.starts_with("</api/v1/x/numbers?q=1&page=1"), "{line}");
}

#[tokio::test]
async fn plain_cursors_are_keys() {
    /// Rows by their ids.
    #[get("/keys")]
    async fn by_key(at: folio::Cursor<u64>, table: State<Table>) -> Page<Row> {
        use folio::pages::Edge;
        let rows = table.get().to_vec().into_iter();
        let mut rows: Vec<Row> = rows
            .filter(|row| match at.edge() {
                Edge::After(key) => row.id > *key,
                Edge::Before(key) => row.id < *key,
                _ => true,
            })
            .collect();
        if at.is_backward() {
            rows.reverse();
        }
        rows.truncate(usize::try_from(at.probe()).expect("small"));
        Page::probed(at, rows).keyed(|row| row.id)
    }
    for style in [
        PageStyle::cursor_limit(),
        PageStyle::stripe(),
        PageStyle::fastcrud_cursor(),
    ] {
        let options = PageOptions::new().style(style).plain_cursors();
        let client = Client::new(app(options).routes(routes![by_key]));
        let ids = |walked: &folio::test::Walked| -> Vec<u64> {
            walked.items::<Row>().iter().map(|row| row.id).collect()
        };
        let walked = client.walk("/keys").sized(4).await;
        assert_eq!(ids(&walked), (0..11).collect::<Vec<_>>());
        assert_eq!(walked.pages().len(), 3);
        let name = if walked.pages()[1].target().contains("starting") {
            "starting%5Fafter"
        } else {
            "cursor"
        };
        assert_eq!(
            walked.pages()[1].target(),
            format!("/keys?limit=4&{name}=3")
        );
        for beyond in ["11", "18446744073709551615", "18446744073709551616"] {
            let target = format!("/keys?{}={beyond}", name.replace("%5F", "_"));
            let walked = client.walk(&target).await;
            assert!(ids(&walked).is_empty(), "{target}");
        }
        for bad in ["x", "-1", "%00", "3.5", "%FF"] {
            let name = name.replace("%5F", "_");
            assert_eq!(
                refused(&client, &format!("/keys?{name}={bad}")).await,
                [name]
            );
        }
    }
    let options = PageOptions::new()
        .style(PageStyle::stripe())
        .plain_cursors();
    let client = Client::new(app(options).routes(routes![by_key]));
    let mut back = client
        .walk("/keys?limit=3&ending_before=7")
        .backward_from_here();
    let page = back.next().await.expect("a page");
    let ids: Vec<&Value> = page.items().iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, [4, 5, 6]);
}

#[tokio::test]
async fn two_ways_at_once_contradict() {
    let options = PageOptions::new().style(PageStyle::envelope());
    let client = Client::new(app(options.cursor_keys(keys())).routes(routes![way, rows]));
    assert_eq!(
        json(&client, "/way?offset=3").await["items"],
        json!(["offset"])
    );
    assert_eq!(refused(&client, "/way?page=1&offset=0").await, ["offset"]);
    assert_eq!(refused(&client, "/way?page=1&cursor=x").await, ["cursor"]);
    assert_eq!(refused(&client, "/way?page=1&page=1").await, ["page"]);
    assert_eq!(
        json(&client, "/way?page=1&cursor=").await["items"],
        json!(["offset"])
    );
}
