//! `status/*`: the status of an answer, by method, by attribute and by the answer itself.

use folio::{
    Mounted, Response, delete, get,
    http::{self, StatusCode},
    patch, post, put, route, routes,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::values::{A, Resource};

#[derive(Serialize, ToSchema)]
struct Method {
    method: String,
}

fn method(name: &str) -> Method {
    Method {
        method: name.to_owned(),
    }
}

#[get("/status/get-default")]
fn get_default() -> Method {
    method("get")
}

#[post("/status/post-default")]
fn post_default() -> Method {
    method("post")
}

#[put("/status/put-default")]
fn put_default() -> Method {
    method("put")
}

#[patch("/status/patch-default")]
fn patch_default() -> Method {
    method("patch")
}

#[delete("/status/delete-default")]
fn delete_default() {}

#[delete("/status/delete-200", status = 200)]
fn delete_200() -> Method {
    method("delete")
}

#[route("/status/multi-explicit", methods = [GET, POST], status = 202)]
fn multi_explicit(asked: http::Method) -> Method {
    method(asked.as_str())
}

/// 200 for both: a status that no method would have alone is nobody's default.
#[route("/status/multi-get-post", methods = [GET, POST])]
fn multi_get_post() -> Method {
    method("either")
}

#[get("/status/explicit-202", status = 202)]
fn explicit() -> Resource {
    Resource::new(1, "accepted")
}

#[get("/status/enum-203", status = 203)]
fn named() -> A {
    A
}

#[get("/status/204", status = 204)]
fn no_content() {}

#[get("/status/205", status = 205)]
fn reset_content() {}

#[get("/status/304", status = 304)]
fn not_modified() {}

#[get("/status/response-overrides", status = 202)]
fn overrides() -> Response<A> {
    Response::new(A).status(StatusCode::MULTI_STATUS)
}

#[get("/status/response-inherits", status = 202)]
fn inherits() -> Response<A> {
    Response::new(A)
}

#[get("/status/204-with-content-at-runtime")]
fn emptied() -> Response<A> {
    Response::new(A).status(StatusCode::NO_CONTENT)
}

#[get("/status/dynamic/{code}")]
fn dynamic(code: u16) -> Response<()> {
    let status = StatusCode::from_u16(code).unwrap_or_default();
    Response::new(()).status(status)
}

pub(crate) fn routes() -> Vec<Mounted> {
    let by_method = routes![
        get_default,
        post_default,
        put_default,
        patch_default,
        delete_default,
        delete_200,
        multi_explicit,
        multi_get_post
    ];
    let by_number = routes![
        explicit,
        named,
        no_content,
        reset_content,
        not_modified,
        overrides,
        inherits,
        emptied,
        dynamic
    ];
    by_method.into_iter().chain(by_number).collect()
}

const JSON: Option<&str> = Some("application/json");

pub(crate) const SIBLINGS: &[crate::Row] = &[
    ("GET /status/get-default", 200, JSON, "{\"method\":\"get\"}"),
    (
        "PATCH /status/patch-default",
        200,
        JSON,
        "{\"method\":\"patch\"}",
    ),
    ("DELETE /status/delete-default", 204, None, ""),
    (
        "DELETE /status/delete-200",
        200,
        JSON,
        "{\"method\":\"delete\"}",
    ),
    (
        "GET /status/multi-explicit",
        202,
        JSON,
        "{\"method\":\"GET\"}",
    ),
    (
        "GET /status/multi-get-post",
        200,
        JSON,
        "{\"method\":\"either\"}",
    ),
    (
        "POST /status/multi-get-post",
        200,
        JSON,
        "{\"method\":\"either\"}",
    ),
    ("GET /status/204", 204, None, ""),
    ("GET /status/205", 205, None, ""),
    ("GET /status/response-inherits", 202, JSON, "{\"a\":1}"),
    ("OPTIONS /status/get-default", 204, None, ""),
];

/// Statuses that requests decide, which no document can list: whatever they are, nothing is sent
/// under those that carry nothing.
pub(crate) const UNDECLARED: &[crate::Row] = &[
    ("GET /status/dynamic/200", 200, None, ""),
    ("GET /status/dynamic/204", 204, None, ""),
    ("GET /status/dynamic/205", 205, None, ""),
    ("GET /status/dynamic/304", 304, None, ""),
    ("GET /status/dynamic/404", 404, None, ""),
    ("GET /status/dynamic/418", 418, None, ""),
    ("GET /status/dynamic/500", 500, None, ""),
    ("GET /status/dynamic/599", 599, None, ""),
    // Litestar answers 500; the content is dropped here.
    ("GET /status/204-with-content-at-runtime", 204, None, ""),
];
