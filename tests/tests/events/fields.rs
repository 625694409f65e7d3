//! Events in bytes, and what a browser makes of them.

use std::time::Duration;

use folio::{App, Event, EventField, ServerSentEvents, get, post, put, routes, test::Client};
use serde::Serialize;
use utoipa::ToSchema;

use crate::reader::{Dispatched, read};

#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Change {
    Added(City),
    Renamed { id: u32, name: String },
    Moved(i64, i64),
    Noted(String),
    Emptied,
}

#[derive(Clone, Serialize, ToSchema)]
struct City {
    id: u32,
    name: String,
    #[serde(rename = "a \"key\"\n")]
    #[schema(rename = "a \"key\"\n")]
    odd: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

fn changes() -> Vec<Change> {
    vec![
        Change::Added(City {
            id: 1,
            name: "a\nb".to_owned(),
            odd: None,
            note: None,
        }),
        Change::Renamed {
            id: 2,
            name: "\"ü\"".to_owned(),
        },
        Change::Moved(3, -4),
        Change::Noted("n".to_owned()),
        Change::Emptied,
    ]
}

#[get("/changes")]
fn get_changes() -> ServerSentEvents<Change> {
    ServerSentEvents::iter(changes())
}

#[post("/changes")]
fn post_changes() -> ServerSentEvents<Change> {
    ServerSentEvents::new(tokio_stream::iter(changes()))
}

#[put("/changes", cache_control(no_store))]
fn put_changes() -> ServerSentEvents<Change> {
    ServerSentEvents::iter(changes())
}

/// One event whose data is the text of the query.
#[get("/text")]
fn text(#[query] text: String) -> ServerSentEvents<String> {
    ServerSentEvents::iter([text])
}

#[get("/bytes")]
fn octets() -> ServerSentEvents<Vec<u8>> {
    ServerSentEvents::iter([b"whole bytes".to_vec(), b"\xff".to_vec()])
}

#[get("/comment")]
fn comment(#[query] text: String) -> ServerSentEvents<String> {
    ServerSentEvents::iter([Event::new("x".to_owned()).comment(text)])
}

#[get("/all")]
fn all() -> ServerSentEvents<u64> {
    let full = Event::new(u64::MAX)
        .comment("c")
        .id(7_u64)
        .event(EventField::from_static("e"))
        .retry(Duration::from_millis(1500));
    let silent = Event::empty().event(EventField::from_static("quiet"));
    let far = Event::empty().id(12_345_000_067_u64);
    ServerSentEvents::iter([full, silent, far]).retry(Duration::from_secs(3))
}

fn client() -> Client {
    let endpoints = routes![
        get_changes,
        post_changes,
        put_changes,
        text,
        octets,
        comment,
        all
    ];
    Client::new(App::new("Events", "1").routes(endpoints))
}

fn quoted(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

#[tokio::test]
async fn variants_name_their_events() {
    let expected = concat!(
        "event: added\r\ndata: {\"id\":1,\"name\":\"a\\nb\",\"a \\\"key\\\"\\n\":null}\r\n\r\n",
        "event: renamed\r\ndata: {\"id\":2,\"name\":\"\\\"ü\\\"\"}\r\n\r\n",
        "event: moved\r\ndata: [3,-4]\r\n\r\n",
        "event: noted\r\ndata: \"n\"\r\n\r\n",
        "event: emptied\r\ndata: null\r\n\r\n",
    );
    let answer = client().get("/changes").await;
    assert_eq!(answer.text(), expected);
}

/// What is written member by member is what `serde_json` writes.
#[tokio::test]
async fn data_is_the_json_of_the_content() {
    let answer = client().get("/changes").await;
    let read = read(answer.text());
    assert_eq!(read.events.len(), changes().len());
    for (event, change) in read.events.iter().zip(changes()) {
        let whole = serde_json::to_value(&change).unwrap();
        let data: serde_json::Value = serde_json::from_str(&event.data).unwrap();
        match whole {
            serde_json::Value::String(name) => {
                assert_eq!(
                    (event.name.as_str(), data),
                    (name.as_str(), serde_json::Value::Null)
                );
            }
            whole => assert_eq!(whole, serde_json::json!({event.name.as_str(): data})),
        }
    }
}

#[tokio::test]
async fn any_method_answers_with_200() {
    let client = client();
    for (answer, cache) in [
        (client.get("/changes").await, "no-cache"),
        (client.post("/changes").await, "no-cache"),
        (client.put("/changes").await, "no-store"),
    ] {
        assert_eq!(answer.status(), 200);
        let media = answer.header("content-type");
        assert_eq!(media, Some("text/event-stream; charset=utf-8"));
        assert_eq!(answer.header("cache-control"), Some(cache));
        assert_eq!(answer.header("x-accel-buffering"), Some("no"));
        assert_eq!(answer.header("connection"), None);
        assert_eq!(answer.header("content-length"), None);
    }
}

#[tokio::test]
async fn every_field_has_its_place() {
    let expected = concat!(
        "retry: 3000\r\n\r\n",
        ": c\r\nid: 7\r\nevent: e\r\ndata: 18446744073709551615\r\nretry: 1500\r\n\r\n",
        "event: quiet\r\n\r\n",
        "id: 12345000067\r\n\r\n",
    );
    let answer = client().get("/all").await;
    assert_eq!(answer.text(), expected);
    let read = read(answer.text());
    assert_eq!(read.events.len(), 1);
    assert_eq!(read.last_id, "12345000067");
}

#[tokio::test]
async fn text_of_any_lines_comes_back() {
    let client = client();
    for (text, bytes) in [
        (
            "a\nb\r\nc\rd",
            "data: a\r\ndata: b\r\ndata: c\r\ndata: d\r\n\r\n",
        ),
        ("trailing\n", "data: trailing\r\ndata: \r\n\r\n"),
        ("\n", "data: \r\ndata: \r\n\r\n"),
        ("", "data: \r\n\r\n"),
        ("\n\r", "data: \r\ndata: \r\ndata: \r\n\r\n"),
        (" leading", "data:  leading\r\n\r\n"),
        ("colon: inside", "data: colon: inside\r\n\r\n"),
        (
            "sep\u{2028}arator\u{85}",
            "data: sep\u{2028}arator\u{85}\r\n\r\n",
        ),
        (
            "x\n\nevent: forged\ndata: y",
            "data: x\r\ndata: \r\ndata: event: forged\r\ndata: data: y\r\n\r\n",
        ),
        ("a\0b", "data: a\0b\r\n\r\n"),
    ] {
        let answer = client.get(&format!("/text?text={}", quoted(text))).await;
        assert_eq!(answer.text(), bytes, "{text:?}");
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        let event = Dispatched {
            name: "message".to_owned(),
            data: lines,
            id: String::new(),
        };
        assert_eq!(read(answer.text()).events, [event], "{text:?}");
    }
}

/// Every text of up to four of the characters that matter.
#[tokio::test]
async fn no_text_leaves_its_field() {
    let client = client();
    let characters = ['\r', '\n', '\0', ':', ' ', 'a'];
    for number in 0..6_usize.pow(4) {
        let text: String = (0..4)
            .map(|place| characters[number / 6_usize.pow(place) % 6])
            .collect();
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        let target = quoted(&text);
        let as_data = client.get(&format!("/text?text={target}")).await;
        let found = read(as_data.text());
        assert_eq!(found.events.len(), 1, "{text:?}");
        assert_eq!(found.events[0].data, lines, "{text:?}");
        assert_eq!(found.last_id, "");
        let as_comment = client.get(&format!("/comment?text={target}")).await;
        let found = read(as_comment.text());
        assert_eq!(found.events.len(), 1, "{text:?}");
        assert_eq!(found.events[0].data, "x", "{text:?}");
        assert_eq!(found.comments.len(), lines.split('\n').count(), "{text:?}");
    }
}

#[test]
fn ids_and_names_stay_within_their_lines() {
    for bad in ["\r", "a\nb", "a\0", "\n"] {
        assert!(EventField::new(bad).is_err(), "{bad:?}");
    }
    for good in ["", "a b", "ü", "a:b", "\u{2028}"] {
        assert_eq!(EventField::new(good).unwrap().to_string(), good);
    }
    assert_eq!(EventField::from(12_u32).to_string(), "12");
}

#[tokio::test]
async fn bytes_are_text_or_cut_the_stream_off() {
    use http_body_util::BodyExt;
    use tower_service::Service;

    let mut service = client().service().clone();
    let request = folio::http::Request::get("/bytes").body(folio::Body::empty());
    let mut body = service.call(request.unwrap()).await.unwrap().into_body();
    let first = body.frame().await.unwrap().unwrap();
    assert_eq!(
        first.data_ref().unwrap()[..],
        b"data: whole bytes\r\n\r\n"[..]
    );
    assert!(body.frame().await.unwrap().is_err());
}
