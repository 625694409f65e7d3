//! `response/*` and `foreign/*`: answers with a status and headers of their own, and those that were
//! made elsewhere.

use axum::response::IntoResponse;
use folio::{
    Mounted, Problem, Response, get,
    http::{self, header::CONTENT_TYPE},
    routes,
};
use serde_json::{Value, json};

use crate::values::Resource;

/// Anything.
#[get("/response/untyped")]
fn untyped() -> Response<Value> {
    Response::new(json!({"anything": true}))
}

#[get("/response/bytes", media_type = "application/octet-stream")]
fn bytes() -> Response<Vec<u8>> {
    Response::new(vec![1, 2])
}

/// What the route may refuse for.
#[derive(Debug, Problem)]
enum Refused {
    /// Nobody is there.
    #[problem(status = 404)]
    Nobody,
    /// Not yours.
    #[problem(status = 403)]
    Forbidden,
    /// Somebody else is there.
    #[problem(status = 409)]
    Conflict { with: Resource },
    /// It was here.
    #[problem(status = 410)]
    Gone,
}

#[get("/response/documented")]
fn documented(#[query] refuse: Option<u16>) -> Result<Response<Resource>, Refused> {
    match refuse {
        Some(404) => Err(Refused::Nobody),
        Some(403) => Err(Refused::Forbidden),
        Some(409) => Err(Refused::Conflict {
            with: Resource::new(2, "other"),
        }),
        Some(_) => Err(Refused::Gone),
        None => Ok(Response::new(Resource::new(1, "documented"))),
    }
}

/// Another crate's answer: nothing of the attribute holds for it.
#[get("/foreign/starlette", status = 202, header("x-handler" = "no"), cookie("c" = "no"))]
fn foreign() -> http::Response<axum::body::Body> {
    let json = [(CONTENT_TYPE, "application/json")];
    (json, r#"{"hello":"world"}"#).into_response()
}

#[get("/foreign/starlette-redirect")]
fn foreign_redirect() -> http::Response<axum::body::Body> {
    axum::response::Redirect::temporary("/other").into_response()
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![untyped, bytes, documented, foreign, foreign_redirect]
        .into_iter()
        .collect()
}

const PROBLEM: Option<&str> = Some("application/problem+json");

pub(crate) const SIBLINGS: &[crate::Row] = &[
    ("GET /response/documented?refuse=404", 404, PROBLEM, "*"),
    ("GET /response/documented?refuse=403", 403, PROBLEM, "*"),
    ("GET /response/documented?refuse=409", 409, PROBLEM, "*"),
    ("GET /response/documented?refuse=410", 410, PROBLEM, "*"),
];
