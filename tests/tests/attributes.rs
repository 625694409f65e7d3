//! What the attributes make of functions: methods, statuses, media types, documentation.

use folio::{
    App, Response, delete, get, head, options, patch, post, put, route, routes, test::Client,
};
use http::StatusCode;
use serde_json::Value;

/// One number.
#[get("/n/{n}")]
fn number(n: u32) -> u32 {
    n
}

/// Adds.
#[post("/n")]
async fn add() -> &'static str {
    "added"
}

/// Puts.
#[put("/n")]
async fn replace() -> u32 {
    1
}

/// Patches.
#[patch("/n")]
async fn change() -> u32 {
    2
}

/// Removes.
#[delete("/n")]
async fn remove() {}

/// Says that it is there.
#[head("/there")]
async fn there() {}

/// Answers OPTIONS itself.
#[options("/there")]
async fn asked() -> &'static str {
    "asked"
}

/// Any of three.
#[route("/any", methods = [GET, POST, DELETE])]
async fn any(method: http::Method) -> String {
    method.to_string()
}

/// Accepted for later.
#[post("/later", status = 202)]
async fn later() -> Response<()> {
    Response::new(())
}

fn client() -> Client {
    let endpoints = routes![
        number, add, replace, change, remove, there, asked, any, later
    ];
    Client::new(App::new("Attributes", "1").routes(endpoints))
}

#[tokio::test]
async fn statuses_follow_the_method() {
    let client = client();
    assert_eq!(client.get("/n/7").await.status(), StatusCode::OK);
    assert_eq!(client.post("/n").await.status(), StatusCode::CREATED);
    assert_eq!(client.put("/n").await.status(), StatusCode::OK);
    assert_eq!(client.patch("/n").await.status(), StatusCode::OK);
    let removed = client.delete("/n").await;
    assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    assert!(removed.bytes().is_empty() && removed.headers().is_empty());
    assert_eq!(client.post("/later").await.status(), StatusCode::ACCEPTED);
}

#[tokio::test]
async fn several_methods_answer_200() {
    let client = client();
    for method in [http::Method::GET, http::Method::POST, http::Method::DELETE] {
        let answer = client.call(method.clone(), "/any").await;
        assert_eq!(
            (answer.status(), answer.text()),
            (StatusCode::OK, method.as_str())
        );
    }
}

#[tokio::test]
async fn head_is_served_by_get_and_by_itself() {
    let client = client();
    let head = client.head("/n/1234").await;
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(head.header("content-length"), Some("4"));
    assert_eq!(head.header("content-type"), Some("application/json"));
    assert!(head.bytes().is_empty());
    assert_eq!(client.head("/there").await.status(), StatusCode::OK);
    let get = client.get("/there").await;
    assert_eq!(get.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(get.header("allow"), Some("HEAD, OPTIONS"));
}

#[tokio::test]
async fn options_and_405_say_what_is_allowed() {
    let client = client();
    let asked = client.options("/n").await;
    assert_eq!(asked.status(), StatusCode::NO_CONTENT);
    assert_eq!(
        asked.header("allow"),
        Some("POST, PUT, PATCH, DELETE, OPTIONS")
    );
    assert_eq!(client.options("/there").await.text(), "asked");
    let refused = client.get("/n").await;
    assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(refused.header("allow"), asked.header("allow"));
    assert_eq!(
        refused.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(client.get("/nothing").await.status(), StatusCode::NOT_FOUND);
}

#[test]
fn functions_stay_functions() {
    assert_eq!(number(3), 3);
}

#[tokio::test]
async fn async_functions_too() {
    assert_eq!(add().await, "added");
    remove().await;
}

/// The first line.
///
/// The rest,
/// in two lines.
#[get("/documented", tags = ["a", "b"], operation_id = "theId")]
#[deprecated]
fn documented() -> bool {
    true
}

/// Not this.
#[get("/overridden", summary = "This", description = "And this", deprecated)]
fn overridden() -> bool {
    true
}

#[test]
#[allow(deprecated)]
fn documentation_comes_from_the_comment_or_the_options() {
    let service = App::new("Docs", "1")
        .routes(routes![documented, overridden])
        .build()
        .expect("no faults");
    let one = &service.document()["paths"]["/documented"]["get"];
    assert_eq!(one["summary"], "The first line.");
    assert_eq!(one["description"], "The rest,\nin two lines.");
    assert_eq!(one["operationId"], "theId");
    assert_eq!(one["tags"], serde_json::json!(["a", "b"]));
    assert_eq!(one["deprecated"], true);
    let two = &service.document()["paths"]["/overridden"]["get"];
    assert_eq!(
        (&two["summary"], &two["description"]),
        (&Value::from("This"), &Value::from("And this"))
    );
    assert_eq!(
        (&two["operationId"], &two["deprecated"]),
        (&Value::from("overridden"), &Value::from(true))
    );
}

/// Blocks.
#[get("/blocking", blocking)]
fn blocks() -> bool {
    std::thread::current()
        .name()
        .is_some_and(|name| name.contains("tokio-rt-worker"))
        && tokio::runtime::Handle::try_current().is_ok()
}

/// Blocks and panics.
#[get("/panics", blocking)]
fn panics() -> bool {
    panic!("a secret")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn blocking_runs_on_the_pool_and_panics_are_answered() {
    let client =
        Client::new(App::new("Blocking", "1").routes(routes![blocks, panics])).without_contract();
    assert!(client.get("/blocking").await.json::<bool>());
    let answer = client.get("/panics").await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!answer.text().contains("secret"));
}
