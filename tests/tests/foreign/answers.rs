//! Handlers that return `http::Response` or what a service answers.

use folio::{
    App, Foreign, Problem, Request, Response, delete, get, http, post, routes,
    test::{Client, Contract},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::{Value, json};

use crate::services::{Broken, Mirror, Named, SECRET};

#[derive(Debug, Problem)]
enum Refusal {
    /// Nobody is here.
    #[problem(status = 404)]
    Nobody,
}

/// An answer with a status, a media type and a header of its own.
#[get("/teapot", status = 202, header("x-handler" = "yes"))]
fn teapot() -> http::Response<String> {
    let answer = http::Response::builder().status(418);
    let answer = answer
        .header("content-type", "text/tea")
        .header("x-own", "1");
    answer.body("short and stout".to_owned()).unwrap()
}

/// The same, or a problem.
#[get("/maybe/{there}", header("x-handler" = "yes"))]
fn maybe(there: bool) -> Result<http::Response<String>, Refusal> {
    if there {
        Ok(teapot())
    } else {
        Err(Refusal::Nobody)
    }
}

/// An answer with a body, from where others have none.
#[delete("/gone/{status}")]
fn gone(status: u16) -> http::Response<String> {
    let answer = http::Response::builder().status(status);
    answer
        .header("content-type", "text/plain")
        .body("gone".to_owned())
        .unwrap()
}

/// A service sees the whole request.
#[post("/mirror")]
fn mirror() -> Foreign<Mirror> {
    Foreign(Mirror)
}

/// The body was read before.
#[post("/read")]
fn read(body: String) -> Foreign<Mirror> {
    assert_eq!(body, "hello");
    Foreign(Mirror)
}

/// An axum router.
#[get("/axum/{*rest}")]
fn axum_router(#[path] rest: String) -> Foreign<axum::Router> {
    let handler = |request: axum::extract::Request| async move { request.uri().to_string() };
    assert_eq!(rest, "a/b");
    Foreign(axum::Router::new().route("/axum/a/b", axum::routing::get(handler)))
}

/// A service with something on top.
#[get("/wrapped")]
fn wrapped() -> Response<Foreign<Named>> {
    let name = HeaderName::from_static("x-name");
    Response::new(Foreign(Named("inner")))
        .status(StatusCode::ACCEPTED)
        .header(name, HeaderValue::from_static("outer"))
        .append(
            HeaderName::from_static("x-more"),
            HeaderValue::from_static("1"),
        )
}

/// A service that fails.
#[get("/broken/{how}", header("x-handler" = "yes"))]
fn broken(how: u8) -> Foreign<Broken> {
    Foreign(
        [
            Broken::Ready,
            Broken::Call,
            Broken::Panic,
            Broken::PanicLater,
        ][usize::from(how)],
    )
}

/// A request handed on by hand.
#[post("/by-hand")]
async fn by_hand(request: Request) -> http::Response<folio::Body> {
    let mut answer = http::Response::new(request.into_body());
    let octets = HeaderValue::from_static("application/octet-stream");
    answer.headers_mut().insert("content-type", octets);
    answer
}

fn app() -> App {
    App::new("Foreign", "1")
        .header("x-app", "main")
        .routes(routes![
            teapot,
            maybe,
            gone,
            mirror,
            read,
            axum_router,
            wrapped,
            broken,
            by_hand
        ])
}

fn names(headers: &HeaderMap) -> Vec<&str> {
    let mut names: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn a_foreign_answer_is_sent_as_it_is() {
    let client = Client::new(app());
    let answer = client.get("/teapot").await;
    assert_eq!(
        (answer.status().as_u16(), answer.text()),
        (418, "short and stout")
    );
    assert_eq!(names(answer.headers()), ["content-type", "x-own"]);
    let head = client.head("/teapot").await;
    assert_eq!((head.status().as_u16(), head.text()), (418, ""));
    assert_eq!(head.header("content-length"), Some("15"));
    assert_eq!(client.post("/by-hand").text("piece").await.text(), "piece");
}

#[tokio::test]
async fn problems_beside_it_are_the_endpoints_own() {
    let client = Client::new(app());
    let answer = client.get("/maybe/true").await;
    assert_eq!(
        (answer.status().as_u16(), answer.header("x-app")),
        (418, None)
    );
    let problem = client.get("/maybe/false").await;
    assert_eq!(problem.status(), StatusCode::NOT_FOUND);
    assert_eq!(problem.header("x-app"), Some("main"));
    assert_eq!(problem.header("x-handler"), Some("yes"));
    let refused = client.get("/maybe/7").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn its_status_decides_whether_it_has_a_body() {
    let client = Client::new(app());
    for (status, body, media) in [
        (200, "gone", Some("text/plain")),
        (410, "gone", Some("text/plain")),
        (204, "", None),
        (205, "", None),
        (304, "", None),
    ] {
        let answer = client.delete(&format!("/gone/{status}")).await;
        assert_eq!(answer.status().as_u16(), status);
        assert_eq!(
            (answer.text(), answer.header("content-type")),
            (body, media),
            "{status}"
        );
    }
}

#[tokio::test]
async fn a_service_answers_with_what_is_left_of_the_request() {
    let client = Client::new(app());
    let call = client
        .post("/mirror?a=b")
        .text("hello")
        .header("content-length", "5");
    assert_eq!(call.await.text(), "POST\n/mirror?a=b\n-\n5\nhello");
    let call = client
        .post("/read")
        .text("hello")
        .header("content-length", "5");
    assert_eq!(call.await.text(), "POST\n/read\n-\n-\n");
    assert_eq!(client.get("/axum/a/b?c").await.text(), "/axum/a/b?c");
    let answer = client.get("/wrapped").await;
    assert_eq!(
        (answer.status(), answer.text()),
        (StatusCode::ACCEPTED, "inner")
    );
    assert_eq!(names(answer.headers()), ["x-more", "x-name"]);
    assert_eq!(answer.header("x-name"), Some("outer"));
}

#[tokio::test]
async fn a_service_that_fails_is_a_problem_without_its_reason() {
    let client = Client::new(app()).without_contract();
    for how in 0..4 {
        let answer = client.get(&format!("/broken/{how}")).await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
        assert_eq!(answer.header("x-handler"), Some("yes"));
        assert!(!answer.text().contains(SECRET), "{}", answer.text());
    }
}

#[test]
fn it_stands_in_the_document_as_default() {
    let document = app().openapi().unwrap();
    let responses = |path: &str, method: &str| document["paths"][path][method]["responses"].clone();
    let any = json!({"description": "Any answer", "content": {"*/*": {}}});
    assert_eq!(responses("/teapot", "get"), json!({"default": any}));
    assert_eq!(responses("/mirror", "post"), json!({"default": any}));
    let maybe = responses("/maybe/{there}", "get");
    let statuses: Vec<&String> = maybe.as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["400", "404", "default"]);
    assert_eq!(
        maybe["404"]["headers"]["x-app"]["schema"]["enum"],
        json!(["main"])
    );
    assert_eq!(maybe["default"], any);
}

#[test]
fn default_holds_for_statuses_that_are_not_declared() {
    let contract = Contract::new(app().openapi().unwrap());
    let breaches = |status: u16| {
        let status = StatusCode::from_u16(status).unwrap();
        let headers = HeaderMap::from_iter([(
            HeaderName::from_static("content-type"),
            HeaderValue::from_static("text/html"),
        )]);
        contract
            .check(&Method::GET, "/maybe/true", status, &headers, b"<p>")
            .len()
    };
    assert_eq!([200, 418, 599].map(breaches), [0, 0, 0]);
    assert!(breaches(404) > 0, "a declared status is what it says");
}

/// Named a media type that it can't have.
#[get("/lie", media_type = Json)]
fn lie() -> http::Response<String> {
    teapot()
}

#[test]
fn a_media_type_of_the_attribute_is_a_fault() {
    let faults = App::new("Lie", "1")
        .routes(routes![lie])
        .build()
        .unwrap_err();
    let messages: Vec<&str> = faults.iter().map(folio::Fault::message).collect();
    assert_eq!(messages.len(), 1);
    assert!(
        messages[0].starts_with("`media_type` doesn't hold"),
        "{messages:?}"
    );
}

#[tokio::test]
async fn problems_have_their_own_shape_beside_foreign_answers() {
    let client = Client::new(app());
    let problem: Value = client.get("/maybe/false").await.json();
    assert_eq!(problem["title"], "Not Found");
}
