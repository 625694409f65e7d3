//! `sse/*`: server-sent events.

use std::time::Duration;

use folio::{Event, EventField, Mounted, ServerSentEvents, get, post, routes};

use crate::Row;

/// Data that is said to be text.
fn said(text: &str) -> Event<String> {
    Event::new(text.to_owned())
}

fn events(kind: &str) -> Vec<Event<String>> {
    let name = EventField::from_static;
    match kind {
        "ints" => vec![said("1"), said("2")],
        "dict-all-keys" => vec![
            said("d")
                .event(name("e"))
                .id(7_u32)
                .retry(Duration::from_secs(1))
                .comment("c"),
        ],
        "message-no-data" => vec![Event::empty().event(name("quiet"))],
        "multiline" => vec![said("a\nb\r\nc\rd"), said("trailing\n"), said("\n")],
        "multiline-comment" => vec![said("x").comment("c1\nc2")],
        "leading-space" => vec![said(" leading"), said("colon: inside")],
        "empty-string" => vec![said("")],
        "unicode" => vec![said("snow \u{2603} \u{1d11e}"), said("sep\u{2028}arator")],
        "content-bytes" => vec![said("whole bytes")],
        "content-list" => vec![said("one"), said("2"), said("three")],
        "content-iterator" => vec![said("one"), said("two")],
        "retry-alone" => vec![Event::empty().retry(Duration::from_millis(250))],
        "id-of-text" => vec![said("x").id(name("a b"))],
        _ => Vec::new(),
    }
}

#[get("/sse/{kind}")]
fn sse(kind: String) -> ServerSentEvents<String> {
    let events = events(&kind);
    match kind.as_str() {
        "content-list" | "content-empty-list" | "content-iterator" => {
            ServerSentEvents::iter(events)
        }
        _ => ServerSentEvents::new(tokio_stream::iter(events)),
    }
}

/// Litestar answers 201 here, which no browser takes for events.
#[post("/sse/{kind}")]
fn posted(kind: String) -> ServerSentEvents<String> {
    ServerSentEvents::iter(events(&kind))
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![sse, posted].into_iter().collect()
}

const MEDIA: Option<&str> = Some("text/event-stream; charset=utf-8");

pub(crate) const SIBLINGS: &[Row] = &[
    (
        "POST /sse/ints",
        200,
        MEDIA,
        "data: 1\r\n\r\ndata: 2\r\n\r\n",
    ),
    ("GET /sse/retry-alone", 200, MEDIA, "retry: 250\r\n\r\n"),
    (
        "GET /sse/id-of-text",
        200,
        MEDIA,
        "id: a b\r\ndata: x\r\n\r\n",
    ),
    ("HEAD /sse/ints", 200, MEDIA, ""),
];
