//! `error/*`: answers to requests that went wrong.

use folio::{
    Body, Mounted, Problem, RequestHead, get,
    http::{HeaderValue, Response, StatusCode, header::CONTENT_TYPE},
    routes,
};

/// no such thing
#[derive(Debug, Problem)]
#[problem(status = 404)]
pub(crate) struct NotFound;

/// slow down
#[derive(Debug, Problem)]
#[problem(status = 429, header("retry-after" = "30"))]
struct Often {
    limit: u8,
}

/// gone
#[derive(Debug, Problem)]
#[problem(status = 410)]
struct Gone;

/// It failed.
#[derive(Debug, Problem)]
#[problem(status = 500)]
struct Failed(#[problem(from)] std::io::Error);

#[get("/error/not-found")]
fn not_found() -> Result<(), NotFound> {
    Err(NotFound)
}

#[get("/error/extra-headers")]
fn extra_headers() -> Result<(), Often> {
    Err(Often { limit: 10 })
}

#[get("/error/custom-status")]
fn custom_status() -> Result<(), Gone> {
    Err(Gone)
}

#[get("/error/http-500-detail")]
fn detail_of_500() -> Result<(), Failed> {
    Err(std::io::Error::other("secret inside"))?
}

#[get("/error/unhandled")]
fn unhandled() {
    panic!("secret inside");
}

/// Says it in the app's own words.
async fn custom(_: &RequestHead, response: &mut Response<Body>) {
    if response.status() == StatusCode::NOT_FOUND {
        *response.body_mut() = Body::from("custom 404");
        let text = HeaderValue::from_static("text/plain; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, text);
    }
}

#[get("/error/handled-status", after_request = custom)]
fn handled_status() -> Result<(), NotFound> {
    Err(NotFound)
}

/// An error of a page is no page.
#[get("/error/html-handler", media_type = Html)]
fn html_handler() -> Result<String, NotFound> {
    Err(NotFound)
}

#[get("/error/query-int")]
fn query_int(#[query] n: i64) -> i64 {
    n
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![
        not_found,
        extra_headers,
        custom_status,
        detail_of_500,
        unhandled,
        handled_status,
        html_handler,
        query_int
    ]
    .into_iter()
    .collect()
}

const PROBLEM: Option<&str> = Some("application/problem+json");

pub(crate) const SIBLINGS: &[crate::Row] = &[
    (
        "GET /error/html-handler",
        404,
        PROBLEM,
        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,\"detail\":\"no such thing\"}",
    ),
    (
        "GET /error/extra-headers",
        429,
        PROBLEM,
        "{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,\"detail\":\"slow down\",\"limit\":10}",
    ),
    (
        "GET /error/http-500-detail",
        500,
        PROBLEM,
        "{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500,\"detail\":\"It failed.\"}",
    ),
    (
        "GET /error/query-int?n=7",
        200,
        Some("application/json"),
        "7",
    ),
    ("GET /error/query-int?n=x", 400, PROBLEM, "*"),
    ("GET /error/query-int", 400, PROBLEM, "*"),
];
