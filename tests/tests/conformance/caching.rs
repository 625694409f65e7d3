//! `cache-control/*` and `etag/*`: what answers say of how they are kept, and of their versions.

use folio::{
    App, CacheControl, ETag, InvalidETag, Mounted, RequestHead, Response, ResponseHeader,
    SetCookie, get,
    http::{self, HeaderValue},
    routes,
    test::Client,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::values::A;

#[get(
    "/cache-control/documentation-only",
    header("cache-control", documentation_only)
)]
fn documented() -> A {
    A
}

#[get(
    "/cache-control/typed",
    cache_control(
        max_age = 60,
        s_maxage = 0,
        public,
        no_transform,
        stale_while_revalidate = 5
    )
)]
fn typed() -> A {
    A
}

#[get("/cache-control/no-store", cache_control(no_store))]
fn no_store() -> A {
    A
}

#[get("/cache-control/response", cache_control(public, max_age = 60))]
fn by_response() -> Response<A> {
    Response::new(A).cache_control(CacheControl::new().no_store())
}

/// What is read of directives, which never fails.
#[get("/cache-control/parse")]
fn parse_control(#[query] value: String) -> String {
    CacheControl::parse(value).to_string()
}

#[derive(Serialize, ToSchema)]
struct Parsed {
    weak: bool,
    value: String,
}

#[get("/etag/parse")]
fn parse(#[query] value: String) -> Result<Parsed, InvalidETag> {
    let tag: ETag = value.parse()?;
    Ok(Parsed {
        weak: tag.is_weak(),
        value: tag.tag().to_owned(),
    })
}

#[get("/etag/given", etag = given)]
fn given(#[query] tag: String) -> Result<Response<A>, InvalidETag> {
    Ok(Response::new(A).etag(&ETag::strong(tag)?))
}

#[get("/etag/strong", etag = strong)]
fn strong() -> A {
    A
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![
        documented,
        typed,
        no_store,
        by_response,
        parse_control,
        parse,
        given,
        strong
    ]
    .into_iter()
    .collect()
}

async fn stamp(_: &RequestHead, response: &mut http::Response<folio::Body>) {
    let app = HeaderValue::from_static("app");
    response.headers_mut().insert("x-app-after", app);
}

#[get(
    "/cache/documented",
    header("cache-control", documentation_only),
    header("etag", documentation_only)
)]
fn app_documented() -> Result<Response<&'static str>, InvalidETag> {
    Ok(Response::new("123").etag(&ETag::strong("123")?))
}

#[get("/cache/plain")]
fn app_plain() -> &'static str {
    "plain"
}

/// The second application, with settings of its own.
pub(crate) fn app2() -> App {
    App::new("Second", "1")
        .header("app-level-header", "app header")
        .header("etag", "\"bar\"")
        .cookie(SetCookie::new("app-cookie", "app value"))
        .cache_control(CacheControl::new().max_age(2_628_288).public())
        .after_request(stamp, [ResponseHeader::new("x-app-after")])
        .routes(routes![app_documented, app_plain])
}

const JSON: Option<&str> = Some("application/json");
const TEXT: Option<&str> = Some("text/plain; charset=utf-8");
const PROBLEM: Option<&str> = Some("application/problem+json");

pub(crate) const SIBLINGS: &[crate::Row] = &[
    (
        "GET /etag/parse?value=W/%22foo%22",
        200,
        JSON,
        "{\"weak\":true,\"value\":\"foo\"}",
    ),
    (
        "GET /etag/parse?value=%22%22",
        200,
        JSON,
        "{\"weak\":false,\"value\":\"\"}",
    ),
    // Litestar answers 500 to each of these but the first.
    (
        "GET /cache-control/parse?value=max-age=60,%20public",
        200,
        TEXT,
        "max-age=60, public",
    ),
    ("GET /cache-control/parse?value=x-mine=1", 200, TEXT, ""),
    (
        "GET /cache-control/parse?value=NO-STORE",
        200,
        TEXT,
        "no-store",
    ),
    (
        "GET /cache-control/parse?value=max-age=%2260%22",
        200,
        TEXT,
        "max-age=60",
    ),
    (
        "GET /cache-control/parse?value=max-age=oops",
        200,
        TEXT,
        "max-age=0",
    ),
    (
        "GET /cache-control/parse?value=no-cache=%22x%22",
        200,
        TEXT,
        "no-cache",
    ),
    (
        "GET /cache-control/parse?value=stale-if-error=5",
        200,
        TEXT,
        "stale-if-error=5",
    ),
    // Litestar reads each of these as a tag.
    ("GET /etag/parse?value=w/%22foo%22", 400, PROBLEM, "*"),
    ("GET /etag/parse?value=%22foo%22junk", 400, PROBLEM, "*"),
    (
        "GET /etag/parse?value=%22a%22,%20%22b%22",
        400,
        PROBLEM,
        "*",
    ),
    ("GET /etag/parse?value=foo", 400, PROBLEM, "*"),
    ("GET /etag/parse?value=", 400, PROBLEM, "*"),
    ("GET /etag/given?tag=a%22b", 400, PROBLEM, "*"),
    ("GET /etag/given?tag=a%0D%0Ab", 400, PROBLEM, "*"),
];

pub(crate) async fn siblings(client: &Client, second: &Client) {
    for (target, text) in [
        (
            "typed",
            "max-age=60, s-maxage=0, public, no-transform, stale-while-revalidate=5",
        ),
        ("no-store", "no-store"),
        ("response", "no-store"),
    ] {
        // The last says something else than its attribute, which the document has.
        let client = client.clone().without_contract();
        let answer = client.get(&format!("/cache-control/{target}")).await;
        assert_eq!(answer.header("cache-control"), Some(text), "{target}");
    }
    let plain = second.get("/cache/plain").await;
    assert_eq!(
        ["app-level-header", "etag", "cache-control", "x-app-after"].map(|name| plain.header(name)),
        ["app header", "\"bar\"", "max-age=2628288, public", "app"].map(Some)
    );
    // What Litestar never reads: the client has it already.
    let tag = client.get("/etag/strong").await;
    let tag = tag.header("etag").unwrap();
    for known in [tag, "*", &format!("\"other\", W/{tag}")] {
        let again = client.get("/etag/strong").header("if-none-match", known);
        assert_eq!(again.await.status(), 304, "{known}");
    }
    let other = client.get("/etag/strong").header("if-match", "\"other\"");
    assert_eq!(other.await.status(), 412);
}
