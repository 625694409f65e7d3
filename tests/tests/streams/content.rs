//! What is sent, of each kind of source, and what the document says of it.

use std::future::IntoFuture;

use bytes::Bytes;
use folio::{
    App, JsonArray, JsonLines, JsonSequence, Media, Problem, Response, Stream, get,
    http::{HeaderValue, StatusCode, header::CONTENT_TYPE},
    routes,
    test::Client,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
struct Row {
    id: u32,
    name: String,
}

fn rows(count: u32) -> impl Iterator<Item = Row> + Send + 'static {
    (1..=count).map(|id| Row {
        id,
        name: format!("row\n{id}"),
    })
}

#[get("/text/{kind}")]
async fn text(kind: String) -> Stream<String> {
    let parts = (0..3).map(|n| format!("part {n}\n"));
    match kind.as_str() {
        "stream" => Stream::new(tokio_stream::iter(parts)),
        "iter" => Stream::iter(parts),
        "blocking" => Stream::blocking(parts),
        // From a task of its own, which the function waits for.
        "task" => Stream::generate(async move |mut out| {
            tokio::spawn(async move {
                for part in parts {
                    tokio::task::yield_now().await;
                    out.send(part).await;
                }
            })
            .await
        }),
        "results" => Stream::iter(parts.map(Ok::<_, std::io::Error>)),
        _ => Stream::generate(async move |mut out| {
            for part in parts {
                tokio::task::yield_now().await;
                out.send(part).await;
            }
        }),
    }
}

/// The longest is longer than any frame.
#[get("/bytes")]
fn lengths() -> Stream {
    let lengths = [0, 1, 8 * 1024, 8 * 1024 + 1, 0, 1_000_000, 3];
    Stream::iter(lengths.map(|length| Bytes::from(vec![b'.'; length])))
}

#[get("/html", media_type = Html)]
fn html() -> Stream<&'static str> {
    Stream::iter(["<p>", "</p>"])
}

#[get("/lines/{count}")]
fn lines(count: u32) -> JsonLines<Row> {
    JsonLines::iter(rows(count))
}

#[get("/ndjson", media_type = "application/x-ndjson")]
fn ndjson() -> Response<JsonLines<Row>> {
    Response::new(JsonLines::blocking(rows(2))).status(StatusCode::PARTIAL_CONTENT)
}

#[get("/retyped/{kind}")]
fn retyped(kind: String) -> Response<JsonLines<String>> {
    let answer = Response::new(JsonLines::iter(["<script>".to_owned()]));
    match kind.as_str() {
        "media" => answer.media_type(Media::HTML),
        _ => answer.header(CONTENT_TYPE, HeaderValue::from_static("text/html")),
    }
}

#[get("/retyped-array/{kind}")]
fn retyped_array(kind: String) -> Response<JsonArray<String>> {
    let answer = Response::new(JsonArray::iter(["<script>".to_owned()]));
    match kind.as_str() {
        "media" => answer.media_type(Media::HTML),
        _ => answer.header(CONTENT_TYPE, HeaderValue::from_static("text/html")),
    }
}

/// The second is not what its schema says.
#[derive(Serialize, ToSchema)]
struct Mistyped {
    #[schema(value_type = Option<String>)]
    id: Option<u8>,
}

#[get("/mistyped-lines")]
fn mistyped_lines() -> JsonLines<Mistyped> {
    JsonLines::iter([None, Some(1)].map(|id| Mistyped { id }))
}

#[get("/mistyped-sequence")]
fn mistyped_sequence() -> JsonSequence<Mistyped> {
    JsonSequence::iter([None, Some(1)].map(|id| Mistyped { id }))
}

/// Its media type says how it is written, so nobody says another.
#[tokio::test]
async fn a_sequence_keeps_its_media_type() {
    let endpoints = routes![retyped, retyped_array];
    let client = Client::new(App::new("Streams", "1").routes(endpoints));
    for (path, media) in [
        ("/retyped", "application/jsonl"),
        ("/retyped-array", "application/json"),
    ] {
        for kind in ["media", "header"] {
            let answer = client.get(&format!("{path}/{kind}")).await;
            assert_eq!(answer.status(), 200);
            assert_eq!(answer.header("content-type"), Some(media), "{path} {kind}");
        }
    }
}

#[tokio::test]
async fn values_that_are_not_in_the_document_fail_tests() {
    for path in ["/mistyped-lines", "/mistyped-sequence"] {
        let endpoints = routes![mistyped_lines, mistyped_sequence];
        let client = Client::new(App::new("Streams", "1").routes(endpoints));
        let call = client.get(path).into_future();
        let failure = tokio::spawn(call).await.unwrap_err().into_panic();
        let message = failure.downcast_ref::<String>().unwrap();
        let fault = "its item 2 breaks the schema at `/id`";
        assert!(message.contains(fault), "{path}: {message}");
    }
}

#[get("/array/{count}")]
fn array(count: u32) -> Result<JsonArray<Row>, TooMany> {
    if count > 10_000 {
        return Err(TooMany);
    }
    Ok(JsonArray::iter(rows(count)))
}

#[get("/sequence")]
async fn sequence() -> JsonSequence<Row> {
    JsonSequence::generate(async |mut out| {
        for row in rows(2) {
            out.send(row).await;
        }
        Ok::<(), std::io::Error>(())
    })
}

/// More than anybody reads.
#[derive(Debug, Problem)]
#[problem(status = 400)]
struct TooMany;

fn client() -> Client {
    let app = App::new("Streams", "1").header("x-app", "main");
    Client::new(app.routes(routes![text, lengths, html, lines, ndjson, array, sequence]))
}

#[tokio::test]
async fn sources_of_every_kind_give_the_same() {
    let client = client();
    for kind in ["stream", "iter", "blocking", "results", "task", "generate"] {
        let answer = client.get(&format!("/text/{kind}")).await;
        assert_eq!(answer.text(), "part 0\npart 1\npart 2\n", "{kind}");
        let media = answer.header("content-type");
        assert_eq!(media, Some("text/plain; charset=utf-8"), "{kind}");
        assert_eq!(answer.header("x-app"), Some("main"), "{kind}");
        assert_eq!(answer.header("content-length"), None, "{kind}");
    }
}

#[tokio::test]
async fn bytes_of_any_length_come_whole() {
    let client = client();
    let answer = client.get("/bytes").await;
    assert_eq!(answer.bytes().len(), 1 + 8192 + 8193 + 1_000_000 + 3);
    let media = answer.header("content-type");
    assert_eq!(media, Some("application/octet-stream"));
    let html = client.get("/html").await;
    assert_eq!(html.text(), "<p></p>");
    assert_eq!(
        html.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let head = client.head("/bytes").await;
    assert!(head.bytes().is_empty());
}

#[tokio::test]
async fn values_are_lines_of_json() {
    let client = client();
    let answer = client.get("/lines/1000").await;
    assert_eq!(answer.header("content-type"), Some("application/jsonl"));
    let lines: Vec<&str> = answer.text().split_terminator('\n').collect();
    assert_eq!(lines.len(), 1000);
    for (line, id) in lines.iter().zip(1_u32..) {
        let row: Value = serde_json::from_str(line).unwrap();
        assert_eq!(row, json!({"id": id, "name": format!("row\n{id}")}));
    }
    assert_eq!(client.get("/lines/0").await.text(), "");
    let answer = client.clone().without_contract().get("/ndjson").await;
    assert_eq!(answer.status(), 206);
    assert_eq!(answer.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(answer.text().lines().count(), 2);
}

#[tokio::test]
async fn values_are_one_array() {
    let client = client();
    for count in [0, 1, 2, 3000] {
        let answer = client.get(&format!("/array/{count}")).await;
        let values: Vec<Value> = answer.json();
        assert_eq!(values.len(), count);
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
    assert_eq!(client.get("/array/0").await.text(), "[]");
    assert_eq!(client.get("/array/10001").await.status(), 400);
}

/// RFC 7464 §2.2: RS, a JSON text, LF.
#[tokio::test]
async fn values_are_a_text_sequence() {
    let answer = client().get("/sequence").await;
    assert_eq!(answer.header("content-type"), Some("application/json-seq"));
    let (first, rest) = answer.text().split_at(1);
    assert_eq!(first, "\u{1e}");
    let texts: Vec<&str> = rest.split('\u{1e}').collect();
    assert_eq!(texts.len(), 2);
    for text in texts {
        let text = text.strip_suffix('\n').unwrap();
        assert!(serde_json::from_str::<Value>(text).unwrap().is_object());
    }
}

#[test]
fn the_document_says_what_an_item_is() {
    let document = client().service().document().clone();
    let content =
        |path: &str| document["paths"][path]["get"]["responses"]["200"]["content"].clone();
    let row = json!({"$ref": "#/components/schemas/Row"});
    let of_items = json!({"schema": {"type": "string"}, "x-folio-item-schema": row});
    let cases = [
        ("/lines/{count}", "application/jsonl", of_items.clone()),
        ("/ndjson", "application/x-ndjson", of_items.clone()),
        ("/sequence", "application/json-seq", of_items),
        (
            "/array/{count}",
            "application/json",
            json!({"schema": {"type": "array", "items": row}}),
        ),
        (
            "/text/{kind}",
            "text/plain; charset=utf-8",
            json!({"schema": {"type": "string"}}),
        ),
        (
            "/bytes",
            "application/octet-stream",
            json!({"schema": {"type": "string", "format": "binary"}}),
        ),
    ];
    for (path, media, expected) in cases {
        assert_eq!(content(path), json!({media: expected}), "{path}");
    }
    let row = &document["components"]["schemas"]["Row"];
    assert_eq!(row["required"], json!(["id", "name"]));
}

#[get("/wrong", media_type = Json)]
fn wrong() -> JsonLines<Row> {
    JsonLines::iter(rows(1))
}

#[get("/wronger", media_type = MessagePack)]
fn wronger() -> JsonArray<Row> {
    JsonArray::iter(rows(1))
}

#[test]
fn another_format_is_a_fault_of_the_build() {
    let app = App::new("Streams", "1").routes(routes![wrong, wronger]);
    let faults = app.build().unwrap_err().to_string();
    assert!(faults.contains("`application/jsonl`: leave `media_type` out"));
    assert!(faults.contains("`application/json`: leave `media_type` out"));
}
