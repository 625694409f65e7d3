//! What layers say of answers: headers, cookies, caching, hooks, from the app to the answer itself.

use std::sync::{Arc, Mutex};

use folio::{
    App, Body, CacheControl, Context, CookieFault, Layer, Media, Problem, RequestHead, Response,
    ResponseEnd, ResponseHeader, Router, SameSite, SetCookie, delete, get, http, post, routes,
    test::Client,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

fn lines(headers: &HeaderMap, name: &str) -> Vec<String> {
    let lines = headers.get_all(name).iter();
    lines
        .map(|line| line.to_str().expect("ASCII").to_owned())
        .collect()
}

fn document(app: App) -> Value {
    app.openapi().expect("no faults")
}

#[derive(Debug, Problem)]
#[problem(status = 404)]
struct Missing;

/// Says hello.
#[get("/handler", header("my-local-header" = "local header"))]
fn hello() -> &'static str {
    "hello world"
}

/// Fails.
#[get("/fails", header("x-good" = "1", success_only), header("x-own" = "own"))]
fn fails() -> Result<String, Missing> {
    Err(Missing)
}

/// Sets another value.
#[get(
    "/over",
    header("X-Router" = "handler", description = "Who spoke."),
    header("link" = "<c>", append),
    header("x-app", remove)
)]
fn over() -> &'static str {
    "over"
}

fn layered() -> App {
    App::new("Layers", "1").header("x-app", "app").mount(
        Router::new("/r")
            .response_header(
                ResponseHeader::new("x-router")
                    .value("router")
                    .description("Says who."),
            )
            .response_header(ResponseHeader::new("link").value("<a>").value("<b>"))
            .routes(routes![hello, fails, over]),
    )
}

#[tokio::test]
async fn headers_of_all_layers_are_sent_and_the_nearest_wins() {
    let client = Client::new(layered());
    let answer = client.get("/r/handler").await;
    assert_eq!(answer.header("x-app"), Some("app"));
    assert_eq!(answer.header("x-router"), Some("router"));
    assert_eq!(answer.header("my-local-header"), Some("local header"));
    assert_eq!(lines(answer.headers(), "link"), ["<a>", "<b>"]);

    let over = client.get("/r/over").await;
    assert_eq!(lines(over.headers(), "x-router"), ["handler"]);
    assert_eq!(lines(over.headers(), "link"), ["<a>", "<b>", "<c>"]);
    assert_eq!(over.header("x-app"), None);
}

#[tokio::test]
async fn errors_carry_what_their_layers_do_not_keep_from_them() {
    let client = Client::new(layered());
    let answer = client.get("/r/fails").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(answer.header("x-own"), Some("own"));
    assert_eq!(answer.header("x-app"), Some("app"));
    assert_eq!(answer.header("x-good"), None);
    let nothing = client.get("/nothing").await;
    assert_eq!(nothing.header("x-app"), Some("app"));
    assert_eq!(nothing.header("x-router"), None);
}

#[test]
fn headers_stand_in_the_document_as_they_are_sent() {
    let document = document(layered());
    let headers = |path: &str, status: &str| {
        document["paths"][path]["get"]["responses"][status]["headers"].clone()
    };
    let over = headers("/r/over", "200");
    assert_eq!(
        over["x-router"],
        json!({"description": "Who spoke.", "required": true, "schema": {"type": "string", "enum": ["handler"]}})
    );
    assert_eq!(
        over["link"],
        json!({"required": true, "schema": {"type": "string"}})
    );
    assert_eq!(over["x-app"], Value::Null);
    assert_eq!(
        headers("/r/handler", "200")["x-router"]["description"],
        "Says who."
    );
    assert_eq!(headers("/r/fails", "404")["x-good"], Value::Null);
    assert_eq!(headers("/r/fails", "200")["x-good"]["required"], true);
}

/// Has a header that it sets itself.
#[get(
    "/documented",
    header("x-cost", schema = u32, description = "Credits.", example = "3", deprecated),
    header("x-always", required)
)]
fn documented() -> Response<()> {
    let cost = HeaderName::from_static("x-cost");
    let always = HeaderName::from_static("x-always");
    Response::new(())
        .header(cost, HeaderValue::from_static("3"))
        .header(always, HeaderValue::from_static("1"))
}

#[tokio::test]
async fn a_header_can_be_documented_alone() {
    let app = || App::new("Layers", "1").routes(routes![documented]);
    assert_eq!(
        Client::new(app()).get("/documented").await.header("x-cost"),
        Some("3")
    );
    let document = document(app());
    let headers = &document["paths"]["/documented"]["get"]["responses"]["200"]["headers"];
    assert_eq!(
        headers["x-cost"],
        json!({
            "description": "Credits.",
            "deprecated": true,
            "schema": {"type": "integer", "minimum": 0},
            "example": 3,
        })
    );
    assert_eq!(headers["x-always"]["required"], true);
}

/// Redeclares a cookie.
#[get("/override", cookie("my-cookie" = "456"))]
fn override_() -> &'static str {
    "hello world"
}

/// Sets a cookie of its own.
#[get(
    "/dynamic",
    cookie("my-cookie", description = "Mine.", documentation_only)
)]
fn dynamic(#[query] value: String) -> Result<Response<&'static str>, CookieFault> {
    let first = SetCookie::new("my-cookie", "first");
    Response::new("set")
        .cookie(first)?
        .cookie(SetCookie::new("my-cookie", value))
}

/// Takes one away.
#[get("/without", cookie("router-cookie", remove))]
fn without() -> &'static str {
    "without"
}

/// Forgets.
#[delete("/cookie", cookie("my-cookie", documentation_only))]
fn forget() -> Result<Response<()>, CookieFault> {
    Response::new(()).cookie(SetCookie::delete("my-cookie"))
}

fn cookies() -> App {
    let theme = SetCookie::new("theme", "dark").description("How pages look.");
    App::new("Cookies", "1").mount(
        Router::new("/c")
            .cookie(SetCookie::new("router-cookie", "router value"))
            .cookies([("my-cookie", "123")])
            .cookie(theme.same_site(SameSite::None).secure().success_only())
            .routes(routes![override_, dynamic, without, forget]),
    )
}

#[tokio::test]
async fn the_nearest_cookie_of_an_identity_is_the_one_that_is_sent() {
    let client = Client::new(cookies());
    let answer = client.get("/c/override").await;
    assert_eq!(
        lines(answer.headers(), "set-cookie"),
        [
            "router-cookie=router%20value; Path=/; SameSite=lax",
            "theme=dark; Path=/; SameSite=none; Secure",
            "my-cookie=456; Path=/; SameSite=lax",
        ]
    );
    let answer = client.get("/c/dynamic?value=55").await;
    assert_eq!(
        lines(answer.headers(), "set-cookie"),
        [
            "router-cookie=router%20value; Path=/; SameSite=lax",
            "theme=dark; Path=/; SameSite=none; Secure",
            "my-cookie=55; Path=/; SameSite=lax",
        ]
    );
    let answer = client.get("/c/without").await;
    assert_eq!(lines(answer.headers(), "set-cookie").len(), 2);
    let answer = client.delete("/c/cookie").await;
    let set = lines(answer.headers(), "set-cookie");
    assert!(set.iter().any(|line| line.contains("Max-Age=0")), "{set:?}");
    assert!(
        !set.iter().any(|line| line.starts_with("my-cookie=123")),
        "{set:?}"
    );
}

#[tokio::test]
async fn errors_keep_cookies_that_are_not_for_successes_alone() {
    let answer = Client::new(cookies()).get("/c/dynamic").await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let set = lines(answer.headers(), "set-cookie");
    assert!(set[0].starts_with("router-cookie="), "{set:?}");
    assert!(
        !set.iter().any(|line| line.starts_with("theme=")),
        "{set:?}"
    );
}

#[tokio::test]
async fn values_of_a_request_never_split_a_cookie() {
    let client = Client::new(cookies());
    let hostile = "a%0D%0Aset-cookie:%20b=1;%20Domain=evil%00%22%E2%98%83";
    let answer = client.get(&format!("/c/dynamic?value={hostile}")).await;
    let set = lines(answer.headers(), "set-cookie");
    assert_eq!(set.len(), 3);
    assert_eq!(
        set[2],
        "my-cookie=a%0D%0Aset-cookie:%20b=1%3B%20Domain=evil%00%22%E2%98%83; Path=/; SameSite=lax"
    );
}

#[test]
fn cookies_are_one_header_of_the_document() {
    let document = document(cookies());
    let header =
        &document["paths"]["/c/dynamic"]["get"]["responses"]["200"]["headers"]["set-cookie"];
    assert_eq!(header["required"], true);
    assert_eq!(
        header["examples"]["theme"],
        json!({"value": "theme=dark; Path=/; SameSite=none; Secure", "summary": "How pages look."})
    );
    assert_eq!(header["examples"]["my-cookie"]["summary"], "Mine.");
    let error =
        &document["paths"]["/c/dynamic"]["get"]["responses"]["400"]["headers"]["set-cookie"];
    assert_eq!(error["examples"]["theme"], Value::Null);
}

/// May be kept.
#[get("/kept", cache_control(public, max_age = 60, stale_if_error = 10))]
fn kept(#[query] fail: Option<bool>) -> Result<String, Missing> {
    if fail == Some(true) {
        Err(Missing)
    } else {
        Ok("kept".to_owned())
    }
}

/// Says it itself.
#[get("/own")]
fn own() -> Response<&'static str> {
    Response::new("own").cache_control(CacheControl::new().private().max_age(1))
}

/// Is never kept.
#[get("/secret", header("cache-control", description = "Ours."))]
fn secret() -> Result<String, Missing> {
    Err(Missing)
}

#[tokio::test]
async fn cache_control_is_said_of_answers_and_not_of_errors_in_their_place() {
    let app = App::new("Caching", "1")
        .cache_control(CacheControl::new().no_store())
        .routes(routes![kept, own]);
    let client = Client::new(app).without_contract();
    let kept = client.get("/kept").await;
    assert_eq!(
        kept.header("cache-control"),
        Some("max-age=60, public, stale-if-error=10")
    );
    assert_eq!(
        client.get("/kept?fail=true").await.header("cache-control"),
        None
    );
    assert_eq!(
        client.get("/own").await.header("cache-control"),
        Some("max-age=1, private")
    );
    assert_eq!(
        client.get("/nowhere").await.header("cache-control"),
        Some("no-store")
    );
    let hidden = App::new("Caching", "1")
        .cache_control(CacheControl::new().no_store())
        .routes(routes![secret]);
    assert_eq!(
        Client::new(hidden)
            .get("/secret")
            .await
            .header("cache-control"),
        None
    );
}

/// An object.
#[post("/value")]
fn value() -> std::collections::BTreeMap<String, u8> {
    [("a".to_owned(), 1)].into()
}

/// A text.
#[post("/text")]
fn text() -> String {
    "text".to_owned()
}

#[tokio::test]
async fn a_layer_says_the_media_type_of_values() {
    let shared = || {
        Layer::new()
            .header("x-shared", "1")
            .media_type(Media::MESSAGE_PACK)
    };
    let app = App::new("Media", "1")
        .layer(shared())
        .routes(routes![value, text]);
    let client = Client::new(app);
    let answer = client.post("/value").await;
    assert_eq!(
        answer.header("content-type"),
        Some("application/vnd.msgpack")
    );
    assert_eq!(answer.header("x-shared"), Some("1"));
    let text = client.post("/text").await;
    assert_eq!(
        text.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
}

type Log = Arc<Mutex<Vec<String>>>;

fn note(log: Option<Arc<Log>>, line: &str) {
    let log = log.expect("the app has a log");
    log.lock()
        .expect("no test panics with it")
        .push(line.to_owned());
}

async fn outer(cx: &mut Context) -> Option<String> {
    note(cx.state::<Log>(), "outer");
    None
}

async fn inner(cx: &mut Context) -> Option<Result<String, Missing>> {
    note(cx.state::<Log>(), "inner");
    match cx.parts().uri.query() {
        Some("stop") => Some(Ok("from the hook".to_owned())),
        Some("fail") => Some(Err(Missing)),
        _ => None,
    }
}

async fn stamp_inner(_: &RequestHead, response: &mut http::Response<Body>) {
    response
        .headers_mut()
        .append("x-after", HeaderValue::from_static("inner"));
}

async fn stamp_outer(request: &RequestHead, response: &mut http::Response<Body>) {
    let path = request.matched_path().unwrap_or("nothing");
    let value = HeaderValue::try_from(path).expect("paths are ASCII");
    response
        .headers_mut()
        .append("x-after", HeaderValue::from_static("outer"));
    response.headers_mut().insert("x-path", value);
}

async fn replace(_: &RequestHead, response: &mut http::Response<Body>) {
    *response = http::Response::new(Body::from("replaced"));
    *response.status_mut() = StatusCode::NON_AUTHORITATIVE_INFORMATION;
}

async fn panics(_: &RequestHead, _: &mut http::Response<Body>) {
    panic!("a hook that panics");
}

/// Runs between hooks.
#[get("/hooked", status = 202, before_request = inner, after_request(stamp_inner, header("x-after")), header("x-static" = "yes"))]
fn hooked() -> String {
    "from the handler".to_owned()
}

/// Is replaced.
#[get("/replaced", after_request = replace, header("x-static" = "kept"))]
fn replaced() -> String {
    "never seen".to_owned()
}

/// Has a hook that panics.
#[get("/panics", after_request = panics)]
fn panicking() -> String {
    "never seen".to_owned()
}

fn with_hooks(log: Log) -> App {
    App::new("Hooks", "1")
        .state(log)
        .before_request(outer)
        .after_request(
            stamp_outer,
            [
                ResponseHeader::new("x-after"),
                ResponseHeader::new("x-path"),
            ],
        )
        .routes(routes![hooked, replaced, panicking])
}

#[tokio::test]
async fn hooks_of_every_layer_run_from_the_outside_in_and_back() {
    let log = Log::default();
    let client = Client::new(with_hooks(Arc::clone(&log)));
    let answer = client.get("/hooked").await;
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    assert_eq!(answer.text(), "from the handler");
    assert_eq!(lines(answer.headers(), "x-after"), ["inner", "outer"]);
    assert_eq!(answer.header("x-path"), Some("/hooked"));
    assert_eq!(*log.lock().expect("not poisoned"), ["outer", "inner"]);
}

#[tokio::test]
async fn a_hook_may_answer_with_the_status_and_headers_of_the_endpoint() {
    let client = Client::new(with_hooks(Log::default()));
    let answer = client.get("/hooked?stop").await;
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    assert_eq!(answer.text(), "from the hook");
    assert_eq!(answer.header("x-static"), Some("yes"));
    assert_eq!(lines(answer.headers(), "x-after"), ["inner", "outer"]);
    let answer = client.get("/hooked?fail").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(lines(answer.headers(), "x-after"), ["inner", "outer"]);
}

#[tokio::test]
async fn hooks_see_errors_and_answers_that_no_endpoint_gives() {
    let client = Client::new(with_hooks(Log::default()));
    let answer = client.get("/nothing").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(answer.header("x-path"), Some("nothing"));
    let answer = client.without_contract().get("/panics").await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.header("x-after"), Some("outer"));
}

#[tokio::test]
async fn what_layers_declare_is_on_an_answer_that_a_hook_put_in_place() {
    let client = Client::new(with_hooks(Log::default())).without_contract();
    let answer = client.get("/replaced").await;
    assert_eq!(answer.status(), StatusCode::NON_AUTHORITATIVE_INFORMATION);
    assert_eq!(answer.text(), "replaced");
    assert_eq!(answer.header("x-static"), Some("kept"));
}

#[test]
fn what_hooks_add_and_answer_stands_in_the_document() {
    let document = document(with_hooks(Log::default()));
    let operation = &document["paths"]["/hooked"]["get"];
    assert!(operation["responses"]["404"].is_object());
    assert!(operation["responses"]["404"]["headers"]["x-path"].is_object());
    assert!(operation["responses"]["202"]["headers"]["x-after"].is_object());
}

async fn count(request: &RequestHead, end: &ResponseEnd) {
    let sender = request
        .extensions()
        .get::<Ends>()
        .expect("the test gave one");
    let line = format!(
        "{} {} {}",
        request.uri().path(),
        end.status.as_u16(),
        end.body.completed
    );
    sender.0.send(line).expect("the test waits");
}

#[derive(Clone)]
struct Ends(tokio::sync::mpsc::UnboundedSender<String>);

#[tokio::test]
async fn hooks_see_how_every_answer_ended() {
    let app = App::new("Ends", "1")
        .after_response(count)
        .routes(routes![hello]);
    let mut service = app.build().expect("no faults");
    let (sender, mut ends) = tokio::sync::mpsc::unbounded_channel();
    for (path, expected) in [
        ("/handler", "/handler 200 true"),
        ("/nothing", "/nothing 404 true"),
    ] {
        let request = http::Request::get(path).extension(Ends(sender.clone()));
        let request = request.body(Body::empty()).expect("a request");
        let answer = tower_service::Service::call(&mut service, request)
            .await
            .expect("an answer");
        http_body_util::BodyExt::collect(answer.into_body())
            .await
            .expect("a body");
        assert_eq!(ends.recv().await.as_deref(), Some(expected));
    }
}

#[test]
fn what_no_layer_can_say_is_a_fault_of_the_build() {
    let app = App::new("Faults", "1")
        .header("x-a", "1")
        .header("X-A", "2")
        .header("set-cookie", "a=b")
        .header("x-bad", "a\r\nb")
        .cookie(SetCookie::new("a", "1").same_site(SameSite::None))
        .cookie(SetCookie::new("__Host-b", "1").secure().path("/x"))
        .cookie(SetCookie::new("c", "1"))
        .cookie(SetCookie::new("c", "2"))
        .cache_control(CacheControl::new().public().private())
        .cache_control(CacheControl::new())
        .after_request(stamp_inner, [ResponseHeader::new("bad name")]);
    let errors = app.build().expect_err("it has faults");
    let messages: Vec<&str> = errors.iter().map(folio::Fault::message).collect();
    let expected = [
        "the header `x-a` is set twice on one layer: keep one, or let both `append`",
        "`set-cookie` is written by `cookie(…)`: use it",
        "the value of `x-bad` is no header value: leave line ends, NUL and letters beyond ASCII out",
        "the cookie \"a\" is `SameSite=None`: add `secure`",
        "the cookie \"__Host-b\" is a `__Host-` cookie: add `secure`, leave the domain out and the path at `/`",
        "the cookie `c` is set twice on one layer: keep one",
        "`public` lets shared caches store the answer, `private` forbids it: leave one out",
        "no directive is set: set one, such as `max_age` or `no_store`",
        "`bad name` is no header name: use letters, digits and `-`",
    ];
    assert_eq!(messages, expected, "{errors}");
    for fault in errors.iter() {
        assert!(fault.places()[0].contains("layers.rs:"), "{fault}");
    }
}
