//! What layers add to foreign answers: nothing, unless a layer says so.

use folio::{App, Foreign, Router, get, http, routes, test::Client};
use http::StatusCode;
use serde_json::json;

use crate::services::{Broken, Named};

/// A foreign answer.
#[get("/answer")]
fn answer() -> http::Response<String> {
    let answer = http::Response::builder().header("x-name", "answer");
    answer.body(String::new()).unwrap()
}

mod covered {
    use folio::{Foreign, get};

    use crate::services::Named;

    /// A service's answer.
    #[get("/covered", header("x-own" = "endpoint"))]
    pub(super) fn covered() -> Foreign<Named> {
        Foreign(Named("service"))
    }
}

/// A service's answer.
#[get("/service")]
fn service() -> Foreign<Named> {
    Foreign(Named("service"))
}

fn app() -> App {
    let below = Router::new("/covered")
        .header("x-router", "router")
        .header("x-name", "router")
        .cover_foreign_answers(true)
        .routes(routes![covered::covered])
        .service("/mount", Named("mount"))
        .service("/broken", Broken::Call)
        .mount(
            Router::new("/not")
                .cover_foreign_answers(false)
                .service("/", Named("not")),
        );
    App::new("Layers", "1")
        .header("x-app", "app")
        .routes(routes![answer, service])
        .service("/mount", Named("mount"))
        .service("/broken", Broken::Call)
        .mount(below)
}

#[tokio::test]
async fn none_but_those_the_router_says() {
    let client = Client::new(app());
    let names = ["x-app", "x-router", "x-name", "x-own"];
    for (path, expected) in [
        ("/answer", [None, None, Some("answer"), None]),
        ("/service", [None, None, Some("service"), None]),
        ("/mount", [None, None, Some("mount"), None]),
        (
            "/covered/covered",
            [
                Some("app"),
                Some("router"),
                Some("service"),
                Some("endpoint"),
            ],
        ),
        (
            "/covered/mount/a",
            [Some("app"), Some("router"), Some("mount"), None],
        ),
        ("/covered/not", [None, None, Some("not"), None]),
        // A problem is Folio's own answer.
        ("/broken", [Some("app"), None, None, None]),
        (
            "/covered/broken",
            [Some("app"), Some("router"), Some("router"), None],
        ),
    ] {
        let answer = client.get(path).await;
        assert_eq!(names.map(|name| answer.header(name)), expected, "{path}");
    }
}

#[tokio::test]
async fn the_whole_app_can_cover_them() {
    let app = App::new("Covered", "1")
        .header("x-app", "app")
        .cover_foreign_answers(true);
    let client = Client::new(app.service("/", Named("all")));
    let answer = client.get("/").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(
        (answer.header("x-app"), answer.text()),
        (Some("app"), "all")
    );
}

#[test]
fn the_document_says_which_headers_come() {
    let document = app().openapi().unwrap();
    let headers =
        |path: &str| document["paths"][path]["get"]["responses"]["default"]["headers"].clone();
    assert_eq!(headers("/service"), json!(null));
    let any = json!({"required": true, "schema": {"type": "string"}});
    assert_eq!(
        headers("/covered/covered"),
        json!({"x-app": any, "x-router": any, "x-name": any, "x-own": any})
    );
}
