//! What handlers return: values in every format, problems, nothing.

use std::collections::{BTreeMap, HashMap};

use folio::{App, Problem, Response, get, post, routes, test::Client};
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
#[serde(tag = "kind")]
enum Shape {
    Circle { radius: f64 },
    Square { side: f64 },
}

#[derive(Serialize, ToSchema)]
struct Everything {
    id: uuid::Uuid,
    day: jiff::civil::Date,
    at: jiff::Timestamp,
    shapes: Vec<Shape>,
    by_number: BTreeMap<u32, bool>,
    by_name: HashMap<String, i64>,
    pair: (i32, String),
    nothing: Option<String>,
    bytes: Vec<u8>,
    large: u64,
    letter: char,
}

/// Every kind of member.
#[get("/everything")]
fn everything() -> Everything {
    Everything {
        id: uuid::Uuid::nil(),
        day: jiff::civil::date(2026, 2, 28),
        at: jiff::Timestamp::UNIX_EPOCH,
        shapes: vec![Shape::Circle { radius: 1.5 }, Shape::Square { side: 2.0 }],
        by_number: BTreeMap::from([(1, true)]),
        by_name: HashMap::from([("a".to_owned(), -1)]),
        pair: (1, "x".to_owned()),
        nothing: None,
        bytes: vec![1, 2],
        large: u64::MAX,
        letter: 'é',
    }
}

/// A list.
#[get("/list")]
fn list() -> Vec<Shape> {
    vec![Shape::Square { side: 1.0 }]
}

/// Text.
#[get("/text")]
fn text() -> String {
    "é".to_owned()
}

/// HTML.
#[get("/html", media_type = Html)]
fn html() -> &'static str {
    "<p>hello</p>"
}

/// Text of a type of its own.
#[get("/csv", media_type = "text/csv; header=present")]
fn csv() -> String {
    "a,b\n".to_owned()
}

/// A text as JSON.
#[get("/json-text", media_type = Json)]
fn json_text() -> String {
    "é".to_owned()
}

/// JSON by suffix.
#[get("/hal", media_type = "application/hal+json")]
fn hal() -> BTreeMap<String, u8> {
    BTreeMap::from([("a".to_owned(), 1)])
}

/// MessagePack by suffix.
#[get("/packed", media_type = "application/x.thing+msgpack")]
fn packed() -> BTreeMap<String, u8> {
    BTreeMap::from([("a".to_owned(), 1)])
}

/// An image.
#[get("/image", media_type = "image/png")]
fn image() -> Vec<u8> {
    vec![0x89, b'P', b'N', b'G']
}

/// A unit.
#[get("/unit")]
fn unit() {}

/// Maybe something.
#[get("/maybe/{there}")]
fn maybe(there: bool) -> Option<Shape> {
    there.then_some(Shape::Circle { radius: 1.0 })
}

fn client() -> Client {
    let endpoints = routes![
        everything, list, text, html, csv, json_text, hal, packed, image, unit, maybe
    ];
    Client::new(App::new("Answers", "1").routes(endpoints))
}

#[tokio::test]
async fn values_are_written_in_their_media_types() {
    let client = client();
    let cases = [
        ("/text", "text/plain; charset=utf-8", "é"),
        ("/html", "text/html; charset=utf-8", "<p>hello</p>"),
        ("/csv", "text/csv; header=present; charset=utf-8", "a,b\n"),
        ("/json-text", "application/json", "\"é\""),
        ("/hal", "application/hal+json", r#"{"a":1}"#),
        (
            "/list",
            "application/json",
            r#"[{"kind":"Square","side":1.0}]"#,
        ),
    ];
    for (target, media, body) in cases {
        let answer = client.get(target).await;
        assert_eq!(
            (answer.header("content-type"), answer.text()),
            (Some(media), body),
            "{target}"
        );
    }
    let packed = client.get("/packed").await;
    assert_eq!(
        packed.header("content-type"),
        Some("application/x.thing+msgpack")
    );
    assert_eq!(&packed.bytes()[..], [0x81, 0xa1, b'a', 1], "named fields");
    let image = client.get("/image").await;
    assert_eq!(
        (image.header("content-type"), image.bytes().len()),
        (Some("image/png"), 4)
    );
    let unit = client.get("/unit").await;
    assert_eq!(
        (
            unit.status(),
            unit.header("content-type"),
            unit.bytes().len()
        ),
        (StatusCode::OK, None, 0)
    );
}

#[tokio::test]
async fn every_kind_of_member_keeps_its_contract() {
    let answer: Value = client().get("/everything").await.json();
    assert_eq!(answer["by_number"], json!({"1": true}));
    assert_eq!(answer["large"], json!(u64::MAX));
    assert_eq!(answer["nothing"], Value::Null);
}

#[tokio::test]
async fn none_is_a_404() {
    let client = client();
    assert_eq!(
        client.get("/maybe/true").await.json::<Value>()["kind"],
        "Circle"
    );
    let none = client.get("/maybe/false").await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        none.header("content-type"),
        Some("application/problem+json")
    );
    let responses = &client.service().document()["paths"]["/maybe/{there}"]["get"]["responses"];
    let schema = &responses["200"]["content"]["application/json"]["schema"];
    assert_eq!(
        schema,
        &json!({"$ref": "#/components/schemas/Shape"}),
        "a 200 is never null"
    );
    assert!(responses["404"].is_object());
}

/// Maybe a text.
#[get("/maybe-text")]
fn maybe_text() -> Option<String> {
    None
}

#[tokio::test]
async fn a_text_that_is_missing_is_documented() {
    let client = Client::new(App::new("Maybe", "1").routes(routes![maybe_text]));
    assert_eq!(
        client.get("/maybe-text").await.status(),
        StatusCode::NOT_FOUND
    );
}

/// Not a number.
#[get("/nan")]
fn nan() -> f64 {
    f64::NAN
}

#[tokio::test]
async fn nan_is_null_in_json() {
    let client = Client::new(App::new("NaN", "1").routes(routes![nan])).without_contract();
    assert_eq!(client.get("/nan").await.text(), "null");
}

#[tokio::test]
#[should_panic(expected = "`nan` breaks its contract")]
async fn nan_breaks_the_contract() {
    let client = Client::new(App::new("NaN", "1").routes(routes![nan]));
    let _ = client.get("/nan").await;
}

/// Adds a thing.
#[post("/things", header("location", description = "Where it is."), header("x-kind" = "thing"))]
async fn add() -> Response<u64> {
    Response::new(7).location("/things/ü 7?a=\"b\"")
}

/// Says it in headers.
#[get("/headers", header("x-many", description = "Several lines."))]
async fn headers() -> Response<()> {
    let name = HeaderName::from_static("x-many");
    Response::new(())
        .header(name.clone(), HeaderValue::from_static("1"))
        .append(name, HeaderValue::from_static("2"))
        .status(StatusCode::OK)
}

#[tokio::test]
async fn responses_carry_headers_that_are_declared() {
    let client = Client::new(App::new("Headers", "1").routes(routes![add, headers]));
    let added = client.post("/things").await;
    assert_eq!(
        added.header("location"),
        Some("/things/%C3%BC%207?a=%22b%22")
    );
    assert_eq!(added.header("x-kind"), Some("thing"));
    let many: Vec<_> = client
        .get("/headers")
        .await
        .headers()
        .get_all("x-many")
        .iter()
        .cloned()
        .collect();
    assert_eq!(many, ["1", "2"]);
    let response = &client.service().document()["paths"]["/things"]["post"]["responses"]["201"];
    assert_eq!(
        response["headers"]["location"]["description"],
        "Where it is."
    );
    assert_eq!(
        response["headers"]["x-kind"]["schema"]["enum"],
        json!(["thing"])
    );
}

#[derive(Debug, Problem)]
enum Trouble {
    /// No thing has this id.
    #[problem(
        status = 404,
        type = "https://example.com/unknown",
        title = "Unknown thing"
    )]
    Unknown {
        /// The id.
        id: u32,
    },
    /// It is gone since a day.
    #[problem(status = 404, title = "Gone", detail = "gone since {since}")]
    Gone { since: u16 },
    /// The disk failed.
    #[problem(status = 500)]
    Disk(#[problem(from)] std::io::Error),
    /// Something below.
    #[problem(transparent)]
    Below(Below),
}

#[derive(Debug, Problem)]
#[problem(status = 409)]
struct Below;

/// Fails in every way.
#[get("/fail/{how}")]
async fn fail(how: u8) -> Result<Response<u8>, Trouble> {
    match how {
        0 => Ok(Response::new(0)),
        1 => Err(Trouble::Unknown { id: 7 }),
        2 => Err(Trouble::Gone { since: 2020 }),
        3 => Err(std::io::Error::other("the password is hunter2"))?,
        _ => Err(Trouble::Below(Below)),
    }
}

#[tokio::test]
async fn problems_are_answers_that_stand_in_the_document() {
    let client = Client::new(App::new("Problems", "1").routes(routes![fail]));
    let cases = [
        (
            1,
            json!({"type": "https://example.com/unknown", "title": "Unknown thing", "status": 404,
            "detail": "No thing has this id.", "id": 7}),
        ),
        (
            2,
            json!({"type": "about:blank", "title": "Gone", "status": 404, "detail": "gone since 2020", "since": 2020}),
        ),
        (
            3,
            json!({"type": "about:blank", "title": "Internal Server Error", "status": 500, "detail": "The disk failed."}),
        ),
        (
            4,
            json!({"type": "about:blank", "title": "Conflict", "status": 409}),
        ),
    ];
    for (how, expected) in cases {
        let answer = client.get(&format!("/fail/{how}")).await;
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
        assert_eq!(answer.json::<Value>(), expected);
    }
    let responses = &client.service().document()["paths"]["/fail/{how}"]["get"]["responses"];
    let schema = &responses["404"]["content"]["application/problem+json"]["schema"];
    assert_eq!(schema["oneOf"].as_array().map(Vec::len), Some(2));
    let statuses: Vec<&String> = responses.as_object().expect("responses").keys().collect();
    assert_eq!(statuses, ["200", "400", "404", "409", "500"]);
}
