//! `media/*`: what the media type of an endpoint does to its value.

use std::collections::BTreeMap;

use folio::{Mounted, get, routes};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
struct Hello {
    hello: &'static str,
    n: u8,
}

const HELLO: Hello = Hello {
    hello: "world",
    n: 1,
};

/// Bytes are no HTML before they were looked at, which the compiler says; those that are text cost
/// nothing to return as text.
#[get("/media/html-bytes", media_type = Html)]
fn html_bytes() -> String {
    String::from_utf8_lossy(b"<i>bytes</i>").into_owned()
}

#[get("/media/octets", media_type = "application/octet-stream")]
fn octets() -> Vec<u8> {
    vec![0, 1, 2, 0xff]
}

#[get("/media/unknown-with-str", media_type = "application/x-unknown")]
fn unknown_with_str() -> &'static str {
    "opaque text"
}

#[get("/media/msgpack", media_type = MessagePack)]
fn msgpack() -> Hello {
    HELLO
}

#[get("/media/x-msgpack", media_type = "application/x-msgpack")]
fn x_msgpack() -> Hello {
    HELLO
}

#[get("/media/json", media_type = Json)]
fn json() -> Hello {
    HELLO
}

#[get("/media/json-str", media_type = Json)]
fn json_str() -> &'static str {
    "quoted"
}

#[get("/media/suffix-json", media_type = "application/vnd.example+json")]
fn suffix_json() -> Hello {
    HELLO
}

#[get("/media/suffix-json-non-application", media_type = "model/gltf+json")]
fn suffix_json_non_application() -> Hello {
    HELLO
}

#[get("/media/json-charset", media_type = "application/json; charset=utf-8")]
fn json_charset() -> BTreeMap<String, u8> {
    BTreeMap::new()
}

#[get("/media/text", media_type = Text)]
fn text() -> &'static str {
    "text ☃"
}

#[get("/media/text-empty", media_type = Text)]
fn text_empty() -> &'static str {
    ""
}

#[get("/media/css", media_type = "text/css")]
fn css() -> &'static str {
    "a{}"
}

#[get("/media/xml", media_type = "application/xml")]
fn xml() -> &'static str {
    "<a/>"
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![
        html_bytes,
        octets,
        unknown_with_str,
        msgpack,
        x_msgpack,
        json,
        json_str,
        suffix_json,
        suffix_json_non_application,
        json_charset,
        text,
        text_empty,
        css,
        xml
    ]
    .into_iter()
    .collect()
}

const HELLO_JSON: &str = "{\"hello\":\"world\",\"n\":1}";

pub(crate) const SIBLINGS: &[crate::Row] = &[
    ("GET /media/json", 200, Some("application/json"), HELLO_JSON),
    // A text under JSON is a JSON text; Litestar sends it bare.
    (
        "GET /media/json-str",
        200,
        Some("application/json"),
        "\"quoted\"",
    ),
    (
        "GET /media/suffix-json",
        200,
        Some("application/vnd.example+json"),
        HELLO_JSON,
    ),
    (
        "GET /media/suffix-json-non-application",
        200,
        Some("model/gltf+json"),
        HELLO_JSON,
    ),
    (
        "GET /media/json-charset",
        200,
        Some("application/json; charset=utf-8"),
        "{}",
    ),
    (
        "GET /media/text",
        200,
        Some("text/plain; charset=utf-8"),
        "text ☃",
    ),
    (
        "GET /media/text-empty",
        200,
        Some("text/plain; charset=utf-8"),
        "",
    ),
    (
        "GET /media/css",
        200,
        Some("text/css; charset=utf-8"),
        "a{}",
    ),
    ("GET /media/xml", 200, Some("application/xml"), "<a/>"),
    (
        "GET /media/x-msgpack",
        200,
        Some("application/x-msgpack"),
        "*",
    ),
];
