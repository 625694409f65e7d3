//! The app as a whole: routers, layers, states, faults, the contract, the document.

use std::time::Duration;

use folio::{
    App, CookieFault, Json, Problem, Query, Response, Router, SetCookie, State, delete, get, post,
    routes, test::Client,
};
use http::{HeaderName, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

/// What a layer says.
#[get("/")]
async fn index(name: State<&'static str>) -> String {
    (*name).to_owned()
}

mod nested {
    use folio::{State, get};

    /// The same, one level down, with a parameter of the prefix.
    #[get("/{id}", header("x-a" = "endpoint"))]
    pub(super) async fn one(#[path] tenant: String, id: u8, name: State<&'static str>) -> String {
        format!("{tenant} {id} {}", *name)
    }
}

fn layered() -> App {
    let inner = Router::new("/items")
        .header("X-B", "inner")
        .tag("items")
        .routes(routes![nested::one]);
    let tenants = Router::new("/tenants/{tenant}")
        .state("router")
        .header("x-b", "tenants")
        .header("x-c", "tenants")
        .mount(inner);
    App::new("Layers", "1")
        .state("app")
        .header("x-a", "app")
        .header("x-b", "app")
        .routes(routes![index])
        .mount(tenants)
}

#[tokio::test]
async fn the_nearest_layer_wins() {
    let client = Client::new(layered());
    let headers = |answer: &folio::test::Answer| {
        ["x-a", "x-b", "x-c"].map(|name| answer.header(name).map(str::to_owned))
    };
    let some = |text: &str| Some(text.to_owned());
    let index = client.get("/").await;
    assert_eq!(
        (index.text(), headers(&index)),
        ("app", [some("app"), some("app"), None])
    );
    let one = client.get("/tenants/t/items/7").await;
    assert_eq!(
        (one.text(), headers(&one)),
        (
            "t 7 router",
            [some("endpoint"), some("inner"), some("tenants")]
        )
    );
    let refused = client.get("/tenants/t/items/x").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert_eq!(
        headers(&refused),
        headers(&one),
        "refusals carry the layers' headers"
    );
    let missing = client.get("/none").await;
    assert_eq!(headers(&missing), [some("app"), some("app"), None]);
}

#[test]
fn layers_stand_in_the_document() {
    let document = layered().openapi().expect("no faults");
    let operation = &document["paths"]["/tenants/{tenant}/items/{id}"]["get"];
    assert_eq!(operation["tags"], json!(["items"]));
    let header = |status: &str, name: &str| {
        operation["responses"][status]["headers"][name]["schema"]["enum"].clone()
    };
    for status in ["200", "400"] {
        assert_eq!(header(status, "x-b"), json!(["inner"]));
        assert_eq!(header(status, "x-a"), json!(["endpoint"]));
    }
}

mod faulty {
    use folio::{State, get};
    use serde::Serialize;
    use utoipa::ToSchema;

    #[derive(Serialize, ToSchema)]
    pub(super) struct Item {
        pub(super) b: u8,
    }

    /// The same path once more.
    #[get("/taken")]
    pub(super) fn taken_too() -> u8 {
        1
    }

    /// Another type of the same name.
    #[get("/item-b")]
    pub(super) fn item_b() -> Item {
        Item { b: 1 }
    }

    /// Another function of the same name.
    #[get("/other-name")]
    pub(super) fn same_name() -> u8 {
        1
    }

    /// State that nobody gives.
    #[get("/stateful")]
    pub(super) fn stateful(state: State<Vec<u8>>) -> u8 {
        state.first().copied().unwrap_or_default()
    }
}

#[derive(Serialize, ToSchema)]
struct Item {
    a: u8,
}

/// A path.
#[get("/taken")]
fn taken() -> u8 {
    1
}

/// A type.
#[get("/item-a")]
fn item_a() -> Item {
    Item { a: 1 }
}

/// A name.
#[get("/name")]
fn same_name() -> u8 {
    1
}

/// A template.
#[get("/things/{id}")]
fn template(id: u8) -> u8 {
    id
}

/// The same template with another name.
#[delete("/things/{key}")]
fn template_too(key: u8) {
    let _ = key;
}

/// A parameter that no path has.
#[get("/pathless")]
fn pathless(#[path] id: u8) -> u8 {
    id
}

/// The same state from another place.
#[get("/stateful-too")]
fn stateful_too(state: State<Vec<u8>>) -> u8 {
    faulty::stateful(state)
}

/// A struct in a parameter.
#[get("/composed")]
fn composed(#[query] item: Option<Composed>) -> bool {
    item.is_some_and(|item| item.a > 0)
}

#[derive(Deserialize)]
struct Composed {
    a: u8,
}

#[test]
fn every_fault_is_told_at_once() {
    let endpoints = routes![
        taken,
        faulty::taken_too,
        item_a,
        faulty::item_b,
        same_name,
        faulty::same_name,
        template,
        template_too,
        pathless,
        faulty::stateful,
        stateful_too,
        composed
    ];
    let app = App::new("Faults", "1")
        .header("bad name", "x")
        .header("x-bad", "a\nb")
        .header("connection", "close")
        .mount(Router::new("no-slash"))
        .routes(endpoints);
    let errors = app.build().expect_err("it has faults");
    let messages: Vec<&str> = errors.iter().map(folio::Fault::message).collect();
    let expected = [
        "`bad name` is no header name: use letters, digits and `-`",
        "the value of `x-bad` is no header value: leave line ends, NUL and letters beyond ASCII out",
        "the header `connection` is written by the server: leave it out",
        "the prefix `no-slash` has to begin with `/` and end without one",
        "two handlers for `GET /taken`: keep one",
        "`/things/{id}` and `/things/{key}` are one path to a client: name the parameters alike",
        "two types are named `Item` in the document: give one another name by `#[schema(as = …)]`",
        "two operations have the id `same_name`: give one another by `operation_id = \"…\"`",
        "no part of the path is named `{id}`",
        "`core::option::Option<app::Composed>` is a struct, which no single parameter can hold: take `Query<T>` for several parameters, or `Json<T>` for a body",
        "no state of the type `alloc::vec::Vec<u8>`: add it by `.state(…)` on the app or a router above",
    ];
    assert_eq!(messages, expected, "{errors}");
    let places: Vec<usize> = errors.iter().map(|fault| fault.places().len()).collect();
    assert_eq!(
        places,
        [1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 2],
        "both parties are named"
    );
    assert!(
        errors
            .iter()
            .all(|fault| fault.places().iter().all(|place| place.contains("app.rs:")))
    );
}

/// Nothing of the prefix.
#[get("/")]
fn careless() -> bool {
    true
}

/// The same parameter twice.
#[get("/twice")]
fn twice(#[query] name: String, Query(filter): Query<Filter>) -> usize {
    name.len() + filter.name.len()
}

#[derive(Deserialize, ToSchema)]
struct Bounded {
    #[schema(minimum = 1)]
    n: u8,
}

/// Bounds that nobody would check.
#[get("/bounded")]
fn bounded(Query(bounded): Query<Bounded>) -> u8 {
    bounded.n
}

/// A default that its own pattern refuses.
#[get("/default")]
fn default(#[query(default = "A", pattern = "^[a-z]$")] name: String) -> String {
    name
}

#[test]
fn what_the_document_would_lie_about_is_told() {
    let tenants = Router::new("/tenants/{tenant}").routes(routes![careless]);
    let app = App::new("Lies", "1")
        .mount(tenants)
        .routes(routes![twice, bounded, default]);
    let errors = app.build().expect_err("it has faults");
    let messages: Vec<&str> = errors.iter().map(folio::Fault::message).collect();
    let expected = [
        "two arguments read the parameter \"name\": take it once",
        "`Query` doesn't check the bounds that `#[schema(…)]` states: take them as `#[query(minimum = …)]` values or a `Json` body",
        "the default of `name` must match `^[a-z]$`",
        "`/tenants/{tenant}` has the parameter `{tenant}`, and no argument reads it: add `#[path] tenant: String`",
    ];
    assert_eq!(messages, expected, "{errors}");
}

/// A page of things.
#[derive(Serialize, ToSchema)]
struct Page<T> {
    items: Vec<T>,
    next: Option<T>,
}

type Pages = Page<Item>;

/// A page.
#[get("/page")]
fn page() -> Page<Item> {
    Page {
        items: vec![Item { a: 1 }],
        next: None,
    }
}

/// Pages of pages, added by name.
#[post("/pages")]
fn pages(Json(body): Json<Vec<Member>>) -> Vec<Page<Vec<Member>>> {
    vec![Page {
        items: vec![body],
        next: None,
    }]
}

#[derive(Serialize, Deserialize, ToSchema)]
struct Member {
    name: String,
}

#[tokio::test]
async fn generic_types_are_components_that_refer() {
    let client = Client::new(App::new("Pages", "1").routes(routes![page, pages]));
    let schemas = &client.service().document()["components"]["schemas"];
    let item = json!({"$ref": "#/components/schemas/Item"});
    assert_eq!(
        schemas["PageItem"]["properties"]["items"],
        json!({"type": "array", "items": item})
    );
    assert_eq!(
        schemas["PageItem"]["properties"]["next"],
        json!({"oneOf": [item, {"type": "null"}]})
    );
    assert!(schemas["PageVecMember"].is_object() && schemas["Member"].is_object());
    assert_eq!(client.get("/page").await.status(), StatusCode::OK);
    assert_eq!(
        client
            .post("/pages")
            .json(&json!([{"name": "x"}]))
            .await
            .status(),
        StatusCode::CREATED
    );
}

/// A page behind an alias, whose argument no token shows.
#[get("/alias")]
fn aliased() -> Pages {
    page()
}

#[test]
fn an_alias_that_hides_a_type_is_told() {
    let errors = App::new("Alias", "1")
        .routes(routes![aliased])
        .build()
        .expect_err("nothing registers `Item`");
    let expected = "the schema `Item` is referred to, but nothing registers it: add it by `App::schema::<Item>()`";
    assert_eq!(
        errors.iter().map(folio::Fault::message).collect::<Vec<_>>(),
        [expected]
    );
    assert!(
        App::new("Alias", "1")
            .schema::<Item>()
            .routes(routes![aliased])
            .build()
            .is_ok()
    );
}

#[test]
fn the_document_is_the_same_on_every_build() {
    let build = || {
        App::new("Pages", "1")
            .routes(routes![page, pages])
            .build()
            .expect("no faults")
            .openapi()
            .to_owned()
    };
    assert_eq!(build(), build());
}

#[derive(Debug, Problem)]
enum Undeclared {
    /// Declared.
    #[problem(status = 404)]
    Declared,
}

/// Breaks its contract in the way that is asked for.
#[get("/breach/{how}")]
async fn breach(how: u8) -> Result<Response<f64>, Undeclared> {
    let response = Response::new(1.0);
    Ok(match how {
        0 => response,
        1 => response.status(StatusCode::ACCEPTED),
        2 => response.header(
            HeaderName::from_static("x-new"),
            HeaderValue::from_static("1"),
        ),
        3 => response.header(
            http::header::CONTENT_TYPE,
            HeaderValue::from_static("text/html"),
        ),
        4 => Response::new(f64::INFINITY),
        _ => return Err(Undeclared::Declared),
    })
}

fn breaching() -> Client {
    Client::new(App::new("Contract", "1").routes(routes![breach]))
}

#[tokio::test]
async fn kept_contracts_pass() {
    assert_eq!(breaching().get("/breach/0").await.status(), StatusCode::OK);
    assert_eq!(
        breaching().get("/breach/9").await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        breaching()
            .without_contract()
            .get("/breach/1")
            .await
            .status(),
        StatusCode::ACCEPTED
    );
}

#[tokio::test]
#[should_panic(expected = "`breach` breaks its contract: it answered 202 Accepted, and declares")]
async fn an_undeclared_status_fails() {
    let _ = breaching().get("/breach/1").await;
}

#[tokio::test]
#[should_panic(
    expected = "`breach` breaks its contract: it sent the header `x-new`, which it does not declare"
)]
async fn an_undeclared_header_fails() {
    let _ = breaching().get("/breach/2").await;
}

#[tokio::test]
#[should_panic(expected = "`breach` breaks its contract: it sent `text/html`, and declares")]
async fn an_undeclared_media_type_fails() {
    let _ = breaching().get("/breach/3").await;
}

#[tokio::test]
#[should_panic(expected = "`breach` breaks its contract: its body breaks the schema")]
async fn a_body_that_breaks_its_schema_fails() {
    let _ = breaching().get("/breach/4").await;
}

/// Gives cookies.
#[get(
    "/login",
    cookie("session", description = "A session."),
    cookie("theme")
)]
async fn login() -> Result<Response<()>, CookieFault> {
    let theme = SetCookie::new("theme", "dark").max_age(Duration::from_mins(1));
    Response::new(())
        .cookie(SetCookie::new("session", "a b").http_only())?
        .cookie(theme)
}

/// Takes one away.
#[get("/logout", cookie("session", description = "The end of the session."))]
async fn logout() -> Result<Response<()>, CookieFault> {
    Response::new(()).cookie(SetCookie::delete("session"))
}

/// Says which it has.
#[get("/me")]
async fn me(#[cookie] session: Option<String>, #[cookie] theme: Option<String>) -> String {
    format!("{session:?} {theme:?}")
}

#[tokio::test]
async fn the_client_keeps_cookies() {
    let client = Client::new(App::new("Cookies", "1").routes(routes![login, logout, me]));
    assert_eq!(client.get("/me").await.text(), "None None");
    let _ = client.get("/login").await;
    assert_eq!(
        client.get("/me").await.text(),
        "Some(\"a b\") Some(\"dark\")"
    );
    let _ = client.get("/logout").await;
    assert_eq!(client.get("/me").await.text(), "None Some(\"dark\")");
}

#[derive(Deserialize, ToSchema)]
struct Filter {
    /// At least this many.
    least: Option<u32>,
    #[serde(default)]
    tags: Vec<String>,
    name: String,
}

/// Filters.
#[get("/filter")]
fn filter(Query(filter): Query<Filter>) -> usize {
    filter.least.map_or(0, |n| n as usize) + filter.tags.len() + filter.name.len()
}

#[test]
fn members_of_a_query_are_parameters() {
    let document = App::new("Query", "1")
        .routes(routes![filter])
        .openapi()
        .expect("no faults");
    let expected = json!([
        {"name": "least", "in": "query", "description": "At least this many.", "required": false,
            "schema": {"type": "integer", "minimum": 0}},
        {"name": "tags", "in": "query", "required": false, "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "name", "in": "query", "required": true, "schema": {"type": "string"}},
    ]);
    assert_eq!(document["paths"]["/filter"]["get"]["parameters"], expected);
}

#[test]
fn information_of_the_app_stands_in_front() {
    let app = App::new("Info", "2.1")
        .description("What it is.")
        .license("MIT", "MIT")
        .server("https://example.com", "Live")
        .tag("items", "Things.");
    let document: Value = app.routes(routes![taken]).openapi().expect("no faults");
    assert_eq!(document["openapi"], "3.1.0");
    let info = json!({"title": "Info", "version": "2.1", "description": "What it is.", "license": {"name": "MIT", "identifier": "MIT"}});
    assert_eq!(document["info"], info);
    assert_eq!(
        document["servers"],
        json!([{"url": "https://example.com", "description": "Live"}])
    );
    assert_eq!(
        document["tags"],
        json!([{"name": "items", "description": "Things."}])
    );
}
