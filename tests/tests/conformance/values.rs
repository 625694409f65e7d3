//! `return/*`: what a handler may return.

use std::collections::BTreeMap;

use folio::{Mounted, get, head, routes};
use serde::Serialize;
use utoipa::ToSchema;

/// What most routes return.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Resource {
    id: u64,
    name: String,
}

impl Resource {
    pub(crate) fn new(id: u64, name: &str) -> Resource {
        Resource {
            id,
            name: name.to_owned(),
        }
    }
}

/// `{"a":1}`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct A {
    a: u8,
}

/// The one there is.
pub(crate) const A: A = A { a: 1 };

#[get("/return/struct")]
fn structure() -> Resource {
    Resource::new(1, "my resource")
}

#[get("/return/async")]
async fn asynchronous() -> Resource {
    Resource::new(2, "from async")
}

#[get("/return/list")]
fn list() -> Vec<Resource> {
    vec![Resource::new(1, "one"), Resource::new(2, "two")]
}

#[get("/return/list-empty")]
fn list_empty() -> Vec<Resource> {
    Vec::new()
}

#[get("/return/dict")]
fn dict() -> BTreeMap<&'static str, u8> {
    BTreeMap::from([("a", 1), ("b", 2)])
}

#[get("/return/optional")]
fn optional(#[query] present: bool) -> Option<Resource> {
    present.then(|| Resource::new(1, "here"))
}

#[get("/return/int")]
fn int() -> u8 {
    42
}

#[get("/return/bool")]
fn boolean() -> bool {
    true
}

#[get("/return/str")]
fn string() -> &'static str {
    "no media type given ☃"
}

#[get("/return/bytes", media_type = Bytes)]
fn bytes() -> Vec<u8> {
    vec![0, 1, 2]
}

#[get("/return/none")]
fn none() {}

#[head("/return/head")]
fn heads() {}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![
        structure,
        asynchronous,
        list,
        list_empty,
        dict,
        optional,
        int,
        boolean,
        string,
        bytes,
        none,
        heads
    ]
    .into_iter()
    .collect()
}

/// What the answers of the sample's siblings are.
pub(crate) const SIBLINGS: &[crate::Row] = &[
    (
        "GET /return/struct",
        200,
        Some("application/json"),
        "{\"id\":1,\"name\":\"my resource\"}",
    ),
    (
        "GET /return/list",
        200,
        Some("application/json"),
        "[{\"id\":1,\"name\":\"one\"},{\"id\":2,\"name\":\"two\"}]",
    ),
    (
        "GET /return/dict",
        200,
        Some("application/json"),
        "{\"a\":1,\"b\":2}",
    ),
    ("GET /return/bool", 200, Some("application/json"), "true"),
    (
        "GET /return/bytes",
        200,
        Some("application/octet-stream"),
        "\0\u{1}\u{2}",
    ),
    // Nothing is no `null`, and what is absent is not found.
    ("GET /return/none", 200, None, ""),
    (
        "GET /return/optional?present=false",
        404,
        Some("application/problem+json"),
        "*",
    ),
    (
        "GET /return/optional?present=perhaps",
        400,
        Some("application/problem+json"),
        "*",
    ),
    // HEAD goes wherever GET goes.
    ("HEAD /return/struct", 200, Some("application/json"), ""),
    ("HEAD /return/head", 200, None, ""),
    (
        "POST /return/struct",
        405,
        Some("application/problem+json"),
        "*",
    ),
    (
        "GET /return/nowhere",
        404,
        Some("application/problem+json"),
        "*",
    ),
];
