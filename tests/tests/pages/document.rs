//! What the document tells a tool that walks, and what stops a walk.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use folio::{
    AfterRequest, App, Body, Page, PageNumber, PageOptions, PageStyle, RequestHead, State, get,
    http,
    pages::{Fact, PageParameter},
    routes,
    test::{Client, Walked},
};
use serde_json::{Value, json};

use crate::app::{client, paths};

fn pagination(client: &Client, path: &str) -> Value {
    client.service().document()["paths"][path]["get"]["x-pagination"].clone()
}

#[test]
fn every_paged_operation_says_how_it_is_walked() {
    let (client, _) = client();
    for path in paths(&client) {
        let said = pagination(&client, &path);
        let ways = said["ways"].as_array().expect("ways");
        assert!(!ways.is_empty(), "{path}");
        let parameters = &client.service().document()["paths"][&path]["get"]["parameters"];
        let declared: Vec<&str> = parameters
            .as_array()
            .expect("parameters")
            .iter()
            .filter_map(|parameter| parameter["name"].as_str())
            .collect();
        for way in ways {
            assert!(!way["next"].as_array().expect("steps").is_empty(), "{path}");
            for names in way["parameters"].as_object().expect("names").values() {
                assert!(
                    declared.contains(&names[0].as_str().expect("a name")),
                    "{path}"
                );
            }
        }
    }
}

/// Presets as their authors' tools know them.
#[test]
fn presets_say_where_everything_stands() {
    let (client, _) = client();
    let classic = pagination(&client, "/litestar_classic/slice");
    assert_eq!(
        classic,
        json!({
            "items": {"body": "/items"},
            "ways": [{
                "by": "number",
                "parameters": {"number": ["current_page"], "size": ["page_size"]},
                "first": 1,
                "size": 20,
                "max_size": 100,
                "facts": {
                    "items": {"body": "/items"},
                    "page": {"body": "/current_page"},
                    "size": {"body": "/page_size"},
                    "total_pages": {"body": "/total_pages"},
                },
                "next": [{"parameter": "current_page", "add": "one", "until": ["total_pages", "short"]}],
                "previous": [{"parameter": "current_page", "subtract": "one"}],
                "last": [{"parameter": "current_page", "value": {"body": "/total_pages"}}],
            }],
        })
    );
    let smorest = pagination(&client, "/smorest/slice");
    assert_eq!(smorest["items"], json!({"body": ""}));
    assert_eq!(
        smorest["ways"][0]["next"],
        json!([
            {"parameter": "page", "value": {"header": "x-pagination", "pointer": "/next_page"}},
            {"parameter": "page", "add": "one", "until": ["total_pages", "total", "short"]},
        ])
    );
    let bare = pagination(&client, "/skip_limit/slice");
    assert_eq!(bare["ways"][0]["facts"], json!({}));
    assert_eq!(
        bare["ways"][0]["next"],
        json!([{"parameter": "skip", "add": "items", "until": ["short"]}])
    );
    let header = pagination(&client, "/cursor_limit/sorted");
    assert_eq!(
        header["ways"][0]["next"],
        json!([{"parameter": "cursor", "value": {"header": "x-next-cursor"}}])
    );
    assert_eq!(header["ways"][0]["previous"], json!([]));
    let linked = pagination(&client, "/link/slice");
    assert_eq!(
        linked["ways"][0]["next"][0],
        json!({"link": {"header": "link", "rel": "next"}})
    );
    let api = pagination(&client, "/json_api_cursor/sorted");
    assert_eq!(
        api["ways"][0]["next"],
        json!([{"link": {"body": "/links/next"}}])
    );
    let relay = pagination(&client, "/relay/sorted");
    assert_eq!(relay["item"], "/node");
    assert_eq!(
        relay["ways"][0]["previous"],
        json!([{
            "parameter": "before",
            "value": {"body": "/pageInfo/startCursor"},
            "size": "last",
            "when": "has_previous",
        }])
    );
    assert_eq!(relay["ways"][0]["last"], json!([{"size": "last"}]));
    let crud = pagination(&client, "/fastcrud/slice");
    assert_eq!(crud["ways"][0]["together"], true);
    let names = &crud["ways"][1]["parameters"]["size"];
    assert_eq!(*names, json!(["itemsPerPage", "items_per_page"]));
}

/// A list whose server makes one mistake.
#[derive(Clone, Default)]
struct Asked(Arc<AtomicU64>);

async fn faulty(style: PageStyle, fault: &'static str) -> Walked {
    #[derive(Clone, Copy)]
    struct Fault(&'static str);

    /// Numbers, wrongly.
    #[get("/numbers", page(size = 2))]
    async fn numbers(at: PageNumber, fault: State<Fault>, asked: State<Asked>) -> Page<u64> {
        let asked = asked.0.fetch_add(1, Ordering::Relaxed);
        let first = at.offset();
        let items = match fault.0 {
            "same" => vec![0, 1],
            "empty" if asked > 1 => vec![],
            _ => vec![first, first + 1],
        };
        let next = match fault.0 {
            "endless" | "same" => true,
            "empty" => asked < 2,
            _ => at.number() < 3,
        };
        Page::of(at, items).with_next(next)
    }
    let app = App::new("Faulty", "1.0.0")
        .state(Fault(fault))
        .state(Asked::default());
    let app = app.pages(PageOptions::new().style(style).max_offset(6));
    Client::new(app.routes(routes![numbers]))
        .walk("/numbers")
        .at_most(20)
        .await
}

fn flagged() -> PageStyle {
    PageStyle::new("Flagged")
        .ask(PageParameter::Number, "page")
        .ask(PageParameter::Size, "size")
        .member("items", Fact::Items)
        .member("has_next", Fact::HasNext)
}

#[tokio::test]
async fn a_right_list_is_walked() {
    let walked = faulty(flagged(), "none").await;
    assert_eq!(walked.items::<u64>(), [0, 1, 2, 3, 4, 5]);
}

#[tokio::test]
#[should_panic(expected = "the page of `/numbers?page=2` came before, under another target")]
async fn a_page_that_comes_twice_stops_a_walk() {
    faulty(flagged(), "same").await;
}

#[tokio::test]
#[should_panic(expected = "the walk leads to `/numbers?page=3`, which is an empty page")]
async fn an_empty_page_behind_a_promise_stops_a_walk() {
    faulty(flagged(), "empty").await;
}

#[tokio::test]
#[should_panic(expected = "the walk leads to `/numbers?page=5`, which answers 400 Bad Request")]
async fn an_answer_that_is_no_2xx_stops_a_walk() {
    faulty(flagged(), "endless").await;
}

/// A list of three pages whose headers are changed on their way.
async fn changed(hook: impl for<'a> AfterRequest<'a>) -> Walked {
    /// Numbers.
    #[get("/numbers", paginate, page(size = 2))]
    async fn numbers() -> Vec<u64> {
        (0..6).collect()
    }
    let style = PageStyle::link().header("has-next", Fact::HasNext);
    let app = App::new("Changed", "1.0.0").pages(PageOptions::new().style(style));
    let app = app.after_request(hook, []);
    Client::new(app.routes(routes![numbers]))
        .walk("/numbers")
        .await
}

#[tokio::test]
#[should_panic(expected = "says that it has no next one, and leads to Some")]
async fn facts_that_contradict_stop_a_walk() {
    async fn lie(_: &RequestHead, response: &mut http::Response<Body>) {
        let no = http::HeaderValue::from_static("false");
        response.headers_mut().insert("has-next", no);
    }
    changed(lie).await;
}

#[tokio::test]
#[should_panic(expected = "says that it has a next one, and leads to None")]
async fn a_link_that_is_missing_stops_a_walk() {
    async fn forget(_: &RequestHead, response: &mut http::Response<Body>) {
        response.headers_mut().remove("link");
    }
    changed(forget).await;
}

#[tokio::test]
#[should_panic(expected = "the walk goes round: `/numbers?page=2` is asked for again")]
async fn a_walk_that_goes_round_is_stopped() {
    async fn turn(_: &RequestHead, response: &mut http::Response<Body>) {
        let link = http::HeaderValue::from_static("<?page=2>; rel=next");
        response.headers_mut().insert("link", link);
    }
    changed(turn).await;
}

#[tokio::test]
#[should_panic(expected = "answers no pages")]
async fn what_has_no_pages_is_not_walked() {
    /// A word.
    #[get("/word")]
    async fn word() -> &'static str {
        "word"
    }
    Client::new(App::new("Word", "1.0.0").routes(routes![word]))
        .walk("/word")
        .await;
}
