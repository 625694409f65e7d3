//! `redirect/*`: where answers send clients to.

use folio::{Mounted, Redirect, Response, get, http::StatusCode, post, routes, test::Client};

#[get("/redirect/default")]
fn default() -> Redirect {
    Redirect::to("/other-path")
}

#[post("/redirect/by-post")]
fn by_post() -> Redirect {
    Redirect::to("/other-path")
}

#[get("/redirect/handler-status", status = 301)]
fn handler_status() -> Redirect {
    Redirect::to("/other-path")
}

/// The status is the request's choice, as only a test's is.
#[get("/redirect/status/{code}")]
fn status(code: u16) -> Response<Redirect> {
    let status = StatusCode::from_u16(code).unwrap_or_default();
    Response::new(Redirect::to("/other-path")).status(status)
}

#[get("/redirect/to")]
fn to(#[query] target: String) -> Redirect {
    Redirect::to(target)
}

#[get("/redirect/query-params")]
fn query_params() -> Redirect {
    Redirect::to("/find").queries([("q", "a b"), ("q", "c&d")])
}

/// Litestar sends `/find?x=1?q=2`.
#[get("/redirect/query-params-on-query")]
fn query_params_on_query() -> Redirect {
    Redirect::to("/find?x=1").query("q", 2)
}

/// Litestar sends `/find?`.
#[get("/redirect/query-params-empty")]
fn query_params_empty() -> Redirect {
    Redirect::to("/find").queries([] as [(&str, &str); 0])
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![
        default,
        by_post,
        handler_status,
        status,
        to,
        query_params,
        query_params_on_query,
        query_params_empty
    ]
    .into_iter()
    .collect()
}

pub(crate) async fn siblings(client: &Client) {
    let expected = [
        ("default", 302, "/other-path"),
        ("handler-status", 301, "/other-path"),
        ("query-params", 302, "/find?q=a+b&q=c%26d"),
        ("query-params-on-query", 302, "/find?x=1&q=2"),
        ("query-params-empty", 302, "/find"),
        ("to?target=/a%20b/%E2%98%83", 302, "/a%20b/%E2%98%83"),
        ("to?target=/a?x=1%26y=2%23top", 302, "/a?x=1&y=2#top"),
        (
            "to?target=https://example.com/a%20b",
            302,
            "https://example.com/a%20b",
        ),
        ("to?target=//example.com/x", 302, "//example.com/x"),
        ("to?target=/a%0D%0Ax-b:%20c", 302, "/a%0D%0Ax-b:%20c"),
        (
            "to?target=/%22%7Bx%7D%22%3C%3E",
            302,
            "/%22%7Bx%7D%22%3C%3E",
        ),
        ("to?target=/100%25", 302, "/100%25"),
        ("to?target=relative", 302, "relative"),
        ("to?target=/%00", 302, "/%00"),
    ];
    for (target, status, location) in expected {
        let answer = client.get(&format!("/redirect/{target}")).await;
        let sent = (answer.status().as_u16(), answer.header("location"));
        assert_eq!(sent, (status, Some(location)), "{target}");
        assert!(answer.bytes().is_empty(), "{target}");
    }
    let posted = client.post("/redirect/by-post").await;
    assert_eq!(posted.status(), 302);
    let undeclared = client.clone().without_contract();
    for status in [301, 302, 303, 307, 308] {
        let answer = undeclared.get(&format!("/redirect/status/{status}")).await;
        assert_eq!(answer.status(), status);
        assert_eq!(answer.header("location"), Some("/other-path"));
    }
}
