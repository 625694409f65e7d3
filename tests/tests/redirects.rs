//! Redirects: what `Location` says, which targets are refused, which status is sent and documented.

use folio::{
    App, ForeignTarget, OperationDoc, Redirect, Respond, Response, by, delete, get, post, routes,
    test::Client,
};
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};

/// Goes where it is told.
#[get("/to")]
fn to(#[query] target: String) -> Redirect {
    Redirect::to(target)
}

/// Goes where it is told, on this server.
#[get("/local")]
fn local(#[query] target: String) -> Result<Redirect, ForeignTarget> {
    Redirect::local(target)
}

#[get("/by/get")]
fn by_get() -> Redirect {
    Redirect::to("/other")
}

#[post("/by/post")]
fn by_post() -> Redirect {
    Redirect::to("/other")
}

#[delete("/by/delete")]
async fn by_delete() -> Result<Redirect, std::convert::Infallible> {
    Ok(Redirect::to("/other"))
}

#[get("/status/301", status = 301)]
fn moved() -> Redirect {
    Redirect::to("/other")
}

#[get("/status/302", status = 302)]
fn found() -> Redirect {
    Redirect::to("/other")
}

#[post("/status/303", status = 303)]
fn see_other() -> Result<Response<Redirect>, ForeignTarget> {
    Ok(Response::new(Redirect::local("/other")?))
}

#[get("/status/307", status = 307)]
fn temporary() -> Redirect {
    Redirect::to("/other")
}

#[delete("/status/308", status = 308)]
fn permanent() -> Redirect {
    Redirect::to("/other")
}

/// The answer's own status wins.
#[get("/chosen", status = 307)]
fn chosen() -> Response<Redirect> {
    Response::new(Redirect::to("/other")).status(StatusCode::PERMANENT_REDIRECT)
}

/// By hand.
#[get("/by/hand", status = 303, header("location", description = "Where."))]
fn by_hand() -> Response<()> {
    Response::new(()).location("/a%20b/c%/d%zz/é")
}

/// An answer with a status of its own.
struct Accepted;

impl Respond<by::Itself> for Accepted {
    const BODY: bool = false;
    const STATUS: Option<u16> = Some(202);

    fn describe(doc: &mut OperationDoc<'_>) {
        let status = doc.status();
        doc.answer(status);
    }

    fn respond(self, cx: &mut folio::Context) -> http::Response<folio::Body> {
        ().respond(cx)
    }
}

#[post("/accepted")]
fn accepted() -> Response<Accepted> {
    Response::new(Accepted)
}

#[post("/accepted/created", status = 201)]
fn created() -> Accepted {
    Accepted
}

fn client() -> Client {
    let endpoints = routes![
        to, local, by_get, by_post, by_delete, moved, found, see_other, temporary, permanent,
        chosen, by_hand, accepted, created
    ];
    Client::new(App::new("Redirects", "1").routes(endpoints))
}

/// A text as the value of a query parameter.
fn quoted(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

#[tokio::test]
async fn location_is_a_uri_reference_whatever_comes() {
    let cases = [
        ("/other-path", "/other-path"),
        ("/a b/☃", "/a%20b/%E2%98%83"),
        ("/a%20b", "/a%20b"),
        ("/100%", "/100%25"),
        ("/%zz%4", "/%25zz%254"),
        ("/%é", "/%25%C3%A9"),
        ("/a\r\nset-cookie: a=b", "/a%0D%0Aset-cookie:%20a=b"),
        ("/\0\u{7f}\t", "/%00%7F%09"),
        ("/\"<>\\^`{|}", "/%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("/a[1]?b[]=2#c[d]#e", "/a%5B1%5D?b%5B%5D=2#c%5Bd%5D%23e"),
        ("http://[::1]:80/a[1]", "http://[::1]:80/a%5B1%5D"),
        ("//[::1]?a[]=1", "//[::1]?a%5B%5D=1"),
        ("/go/http://[::1]", "/go/http://%5B::1%5D"),
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("?page=2", "?page=2"),
        ("#top", "#top"),
        ("", "#"),
        ("-._~!$&'()*+,;=:@", "-._~!$&'()*+,;=:@"),
    ];
    let client = client();
    for (target, location) in cases {
        let answer = client.get(&format!("/to?target={}", quoted(target))).await;
        assert_eq!(answer.status(), StatusCode::FOUND, "{target:?}");
        assert_eq!(answer.header("location"), Some(location), "{target:?}");
        assert_eq!(answer.headers().get_all("location").iter().count(), 1);
        assert_eq!(answer.header("set-cookie"), None);
        assert_eq!(answer.header("content-type"), None);
        assert!(answer.bytes().is_empty());
    }
    let by_hand = client.get("/by/hand").await;
    assert_eq!(
        by_hand.header("location"),
        Some("/a%20b/c%25/d%25zz/%C3%A9")
    );
}

#[derive(Serialize)]
struct Search {
    q: &'static str,
    tag: Vec<&'static str>,
    after: Option<u32>,
    page: u8,
}

#[test]
fn parameters_are_added_to_the_query() {
    let search = Search {
        q: "a+b & c#d",
        tag: vec!["x", "y"],
        after: None,
        page: 2,
    };
    let none: [(&str, u8); 0] = [];
    let cases = [
        (Redirect::to("/find").query("q", "a b"), "/find?q=a+b"),
        (
            Redirect::to("/find?x=1").query("q", 2).query("q", 3),
            "/find?x=1&q=2&q=3",
        ),
        (Redirect::to("/find?").query("q", 2), "/find?q=2"),
        (Redirect::to("/find?x&").query("q", 2), "/find?x&q=2"),
        (Redirect::to("/find#a?b").query("q", 2), "/find?q=2#a?b"),
        (
            Redirect::to("/find?x=1#top").queries([("q", 2), ("r", 3)]),
            "/find?x=1&q=2&r=3#top",
        ),
        (Redirect::to("/find").queries(none), "/find"),
        (Redirect::to("/find#top").queries(none), "/find#top"),
        (Redirect::to("/find?").queries(none), "/find?"),
        (Redirect::to("").query("q", 2), "?q=2"),
        (
            Redirect::to("/find").query_of(&search),
            "/find?q=a%2Bb+%26+c%23d&tag=x&tag=y&page=2",
        ),
        (
            Redirect::to("/find").query("a=b", "é\r\n"),
            "/find?a%3Db=%C3%A9%0D%0A",
        ),
        (Redirect::to("/find").query_of("no pairs"), "/find"),
        (Redirect::to("https://a.b").query("q", 2), "https://a.b?q=2"),
    ];
    for (redirect, location) in cases {
        assert_eq!(redirect.location(), location);
    }
}

/// What some client reads as another server or as a scheme.
const FOREIGN: &[&str] = &[
    "",
    " ",
    "//example.com",
    "///example.com",
    "////example.com",
    "//example.com/%2f..",
    "//example.com@good",
    "//",
    r"/\example.com",
    r"\/example.com",
    r"\\example.com",
    r"/\/example.com",
    r"\\\example.com",
    "/\t/example.com",
    "/\n/example.com",
    "/\r/example.com",
    "\t//example.com",
    "\n//example.com",
    "\0//example.com",
    "\u{1f}/path",
    "\u{7f}//example.com",
    "\u{85}//example.com",
    " //example.com",
    " /path",
    "/path ",
    "\u{a0}//example.com",
    "\u{3000}//example.com",
    "http://example.com",
    "HTTP://EXAMPLE.COM",
    "https://example.com",
    "https:example.com",
    "https:/example.com",
    r"https:\\example.com",
    "ht\ttps://example.com",
    " https://example.com",
    "ftp://example.com",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "javascript://example.com/%0aalert(1)",
    "javascript:",
    "data:text/html,x",
    "vbscript:x",
    "mailto:a@example.com",
    "file:///etc/passwd",
    "blob:x",
    ":",
    "://example.com",
    ".//example.com/../..//x",
    "/.//example.com",
    "/%2e//example.com",
    "/%2E%2e//example.com",
    "/..//example.com",
    "/a/..//example.com",
    r"/.\/example.com",
    "a/..//example.com",
    "..//example.com",
    "/path\r\nset-cookie: a=b",
];

#[tokio::test]
async fn a_local_redirect_leaves_no_way_out() {
    let client = client();
    for target in FOREIGN {
        let answer = client
            .get(&format!("/local?target={}", quoted(target)))
            .await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{target:?}");
        assert_eq!(answer.header("location"), None, "{target:?}");
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
    }
    // What no client decodes before it reads where a reference leads stays a path of this server.
    let allowed = [
        ("/", "/"),
        ("/path", "/path"),
        ("/a b", "/a%20b"),
        ("/a//b", "/a//b"),
        ("/web/https://example.com", "/web/https://example.com"),
        ("/a:b", "/a:b"),
        ("path", "path"),
        ("./a:b", "./a:b"),
        ("../up", "../up"),
        ("/a/../b", "/a/../b"),
        ("example.com", "example.com"),
        ("@example.com", "@example.com"),
        ("?next=https://example.com//", "?next=https://example.com//"),
        ("#//example.com", "#//example.com"),
        ("/a?b=\\", "/a?b=%5C"),
        ("/%09/example.com", "/%09/example.com"),
        ("/%2F/example.com", "/%2F/example.com"),
        ("/%5Cexample.com", "/%5Cexample.com"),
        ("%2F%2Fexample.com", "%2F%2Fexample.com"),
        ("／／example.com", "%EF%BC%8F%EF%BC%8Fexample.com"),
        ("javascript", "javascript"),
        ("javascript%3Aalert(1)", "javascript%3Aalert(1)"),
    ];
    for (target, location) in allowed {
        let answer = client
            .get(&format!("/local?target={}", quoted(target)))
            .await;
        assert_eq!(answer.status(), StatusCode::FOUND, "{target:?}");
        assert_eq!(answer.header("location"), Some(location), "{target:?}");
    }
}

#[tokio::test]
async fn the_status_that_is_documented_is_sent() {
    let client = client();
    let cases = [
        ("get", "/by/get", 302),
        ("post", "/by/post", 302),
        ("delete", "/by/delete", 302),
        ("get", "/status/301", 301),
        ("get", "/status/302", 302),
        ("post", "/status/303", 303),
        ("get", "/status/307", 307),
        ("delete", "/status/308", 308),
        ("get", "/by/hand", 303),
        ("post", "/accepted", 202),
        ("post", "/accepted/created", 201),
    ];
    for (method, path, status) in cases {
        let answer = match method {
            "get" => client.get(path).await,
            "post" => client.post(path).await,
            _ => client.delete(path).await,
        };
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert!(answer.bytes().is_empty());
        let responses = &client.service().document()["paths"][path][method]["responses"];
        let successes: Vec<&String> = responses
            .as_object()
            .expect("responses")
            .keys()
            .filter(|status| status.as_str() < "400")
            .collect();
        assert_eq!(successes, [&status.to_string()], "{path}");
    }
    let expected = json!({
        "description": "Found",
        "headers": {"location": {
            "description": "Where to go.",
            "required": true,
            "schema": {"type": "string", "format": "uri-reference"},
        }},
    });
    let paths = &client.service().document()["paths"];
    assert_eq!(paths["/by/get"]["get"]["responses"]["302"], expected);
    let foreign: &Value = &paths["/local"]["get"]["responses"]["400"];
    assert!(foreign["content"]["application/problem+json"].is_object());
}

#[tokio::test]
async fn an_answers_own_status_beats_the_attributes() {
    let app = App::new("Redirects", "1").routes(routes![chosen]);
    let client = Client::new(app).without_contract();
    let answer = client.get("/chosen").await;
    assert_eq!(answer.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.header("location"), Some("/other"));
}

/// Says that it goes elsewhere, and doesn't.
struct Nowhere;

impl Respond<by::Itself> for Nowhere {
    const BODY: bool = false;
    const STATUS: Option<u16> = Some(302);
    const REDIRECT: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        Redirect::describe(doc);
    }

    fn respond(self, cx: &mut folio::Context) -> http::Response<folio::Body> {
        ().respond(cx)
    }
}

#[get("/nowhere")]
fn nowhere() -> Nowhere {
    Nowhere
}

#[tokio::test]
#[should_panic(expected = "left out the header `location`")]
async fn a_required_header_that_is_missing_breaks_the_contract() {
    let client = Client::new(App::new("Redirects", "1").routes(routes![nowhere]));
    let _ = client.get("/nowhere").await;
}
