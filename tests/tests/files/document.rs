//! What the document says of files.

use folio::{App, File, get, post, routes, test::Client};
use serde_json::{Value, json};

/// Of any media type.
#[get("/any")]
fn any() -> File {
    File::bytes("a")
}

/// Of one.
#[get("/csv", media_type = "text/csv")]
fn csv() -> File {
    File::bytes("a")
}

/// Without conditions.
#[post("/made")]
fn made() -> File {
    File::bytes("a")
}

fn operation(path: &str, method: &str) -> Value {
    let client = Client::new(App::new("Document", "1").routes(routes![any, csv, made]));
    client.service().document()["paths"][path][method].clone()
}

fn keys(value: &Value) -> Vec<&str> {
    let keys = value
        .as_object()
        .into_iter()
        .flat_map(serde_json::Map::keys);
    keys.map(String::as_str).collect()
}

#[test]
fn a_file_stands_in_the_document_with_all_it_may_be() {
    let operation = operation("/any", "get");
    let responses = &operation["responses"];
    assert_eq!(
        keys(responses),
        ["200", "206", "304", "403", "404", "412", "416", "500"]
    );
    let binary = json!({"schema": {"type": "string", "format": "binary"}});
    for status in ["200", "206"] {
        assert_eq!(
            responses[status]["content"],
            json!({"*/*": binary}),
            "{status}"
        );
        for header in [
            "accept-ranges",
            "content-disposition",
            "etag",
            "last-modified",
        ] {
            assert!(
                responses[status]["headers"][header].is_object(),
                "{header} of {status}"
            );
        }
    }
    assert!(responses["206"]["headers"]["content-range"].is_object());
    assert_eq!(responses["304"].get("content"), None);
    assert!(responses["304"]["headers"]["etag"].is_object());
    let range = &responses["416"]["headers"]["content-range"];
    assert_eq!(range["required"], true);
    for status in ["403", "404", "412", "416", "500"] {
        assert_eq!(
            keys(&responses[status]["content"]),
            ["application/problem+json"],
            "{status}"
        );
    }
    let parameters = operation["parameters"].as_array().unwrap();
    let names: Vec<_> = parameters
        .iter()
        .map(|p| p["name"].as_str().unwrap())
        .collect();
    for name in [
        "range",
        "if-range",
        "if-match",
        "if-none-match",
        "if-modified-since",
        "if-unmodified-since",
    ] {
        assert!(names.contains(&name), "{name} among {names:?}");
    }
}

#[test]
fn a_media_type_that_is_stated_stands_there() {
    let responses = &operation("/csv", "get")["responses"];
    assert_eq!(
        keys(&responses["200"]["content"]),
        ["text/csv; charset=utf-8"]
    );
    let partial = keys(&responses["206"]["content"]);
    assert_eq!(partial, ["multipart/byteranges", "text/csv; charset=utf-8"]);
}

#[test]
fn what_a_method_does_not_have_is_not_said() {
    let responses = &operation("/made", "post")["responses"];
    assert_eq!(keys(responses), ["201", "403", "404", "500"]);
}
