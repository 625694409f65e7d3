//! Values of the path, the query, headers and cookies.

use folio::{App, get, routes, test::Client};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::errors;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    NewestFirst,
    Name,
}

/// Every kind of value.
#[get("/values/{id}/{*rest}")]
#[allow(clippy::too_many_arguments, reason = "one of each")]
async fn values(
    id: u64,
    rest: String,
    /// How many.
    #[query(default = 10, minimum = 1, maximum = 100)]
    limit: u32,
    #[query] tag: Vec<String>,
    #[query] order: Option<Order>,
    #[query(alias = "q", min_length = 2, max_length = 5, pattern = "^[a-z]+$")] search: Option<
        String,
    >,
    #[query] ratio: Option<f64>,
    #[header] x_trace: Option<u8>,
    #[header(name = "x-list")] list: Vec<u8>,
    #[cookie] session: Option<String>,
    #[query] at: Option<jiff::civil::Date>,
    #[query] key: Option<uuid::Uuid>,
) -> Json2 {
    let order = order.map(|order| match order {
        Order::NewestFirst => 1,
        Order::Name => 2,
    });
    let all = json!([
        id, rest, limit, tag, order, search, ratio, x_trace, list, session, at, key
    ]);
    Json2 { all }
}

#[derive(Serialize, ToSchema)]
struct Json2 {
    all: Value,
}

fn values_client() -> Client {
    Client::new(App::new("Values", "1").routes(routes![values]))
}

#[tokio::test]
async fn values_come_from_their_places() {
    let key = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let target = format!(
        "/values/7/a%20b/c?limit=5&tag=x&tag=y%26z&order=newest_first&q=abc&ratio=1.5&at=2026-02-28&key={key}"
    );
    let call = values_client()
        .get(&target)
        .header("x-trace", "9")
        .header("x-list", "1, 2")
        .header("x-list", "3");
    let answer: Value = call.header("cookie", "a=b; session=%C3%A9").await.json();
    let expected = json!([
        7,
        "a b/c",
        5,
        ["x", "y&z"],
        1,
        "abc",
        1.5,
        9,
        [1, 2, 3],
        "é",
        "2026-02-28",
        key
    ]);
    assert_eq!(answer["all"], expected);
}

#[tokio::test]
async fn absent_values_are_defaults_nothing_or_empty() {
    let answer: Value = values_client().get("/values/1/x").await.json();
    let expected = json!([1, "x", 10, [], null, null, null, null, [], null, null, null]);
    assert_eq!(answer["all"], expected);
}
#[tokio::test]
async fn every_failing_value_is_listed() {
    let target = "/values/x/y?limit=0&order=oldest&search=A&ratio=inf&at=2026-02-30&key=1";
    let answer = values_client()
        .get(target)
        .header("x-trace", "256")
        .header("x-list", "1,b")
        .await;
    let names: Vec<String> = errors(&answer).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "id", "limit", "order", "search", "ratio", "x-trace", "x-list", "at", "key"
        ]
    );
}

#[tokio::test]
async fn one_value_refuses_by_one_rule() {
    let cases = [
        (
            "/values/18446744073709551616/x",
            "id",
            "must be a whole number of 64 bits, 0 or more",
        ),
        (
            "/values/%2B1/x",
            "id",
            "must be a whole number of 64 bits, 0 or more",
        ),
        (
            "/values/1/%FF",
            "rest",
            "must be percent-encoded UTF-8 without NUL",
        ),
        (
            "/values/1/%00",
            "rest",
            "must be percent-encoded UTF-8 without NUL",
        ),
        ("/values/1/x?limit=101", "limit", "must be at most 100"),
        ("/values/1/x?limit=-1", "limit", "must be at least 1"),
        (
            "/values/1/x?limit=1&limit=2",
            "limit",
            "is given more than once",
        ),
        (
            "/values/1/x?limit=",
            "limit",
            "must be a whole number from 0 to 4294967295",
        ),
        (
            "/values/1/x?search=a",
            "search",
            "must have at least 2 characters",
        ),
        (
            "/values/1/x?search=abcdef",
            "search",
            "must have at most 5 characters",
        ),
        ("/values/1/x?q=AB", "search", "must match `^[a-z]+$`"),
        (
            "/values/1/x?order=1",
            "order",
            "must be one of `newest_first`, `name`",
        ),
        ("/values/1/x?ratio=NaN", "ratio", "must be a finite number"),
    ];
    let client = values_client();
    for (target, name, detail) in cases {
        let expected = [(name.to_owned(), detail.to_owned())];
        assert_eq!(errors(&client.get(target).await), expected, "{target}");
    }
}

#[test]
fn the_document_says_the_same() {
    let service = App::new("Values", "1")
        .routes(routes![values])
        .build()
        .expect("no faults");
    let operation = &service.document()["paths"]["/values/{id}/{rest}"]["get"];
    let parameters = operation["parameters"].as_array().expect("parameters");
    let named = |name: &str| {
        parameters
            .iter()
            .find(|p| p["name"] == name)
            .cloned()
            .unwrap_or_default()
    };
    let limit = json!({"name": "limit", "in": "query", "description": "How many.", "required": false,
        "schema": {"type": "integer", "format": "int64", "minimum": 1, "maximum": 100, "default": 10}});
    assert_eq!(named("limit"), limit);
    assert_eq!(
        named("tag")["schema"],
        json!({"type": "array", "items": {"type": "string"}})
    );
    assert_eq!(
        named("order")["schema"],
        json!({"type": "string", "enum": ["newest_first", "name"]})
    );
    assert_eq!(
        named("at")["schema"],
        json!({"type": "string", "format": "date"})
    );
    assert_eq!(
        named("key")["schema"],
        json!({"type": "string", "format": "uuid"})
    );
    assert_eq!(
        (&named("id")["required"], &named("id")["in"]),
        (&json!(true), &json!("path"))
    );
    assert_eq!(
        (&named("x-trace")["in"], &named("session")["in"]),
        (&json!("header"), &json!("cookie"))
    );
}
