//! Services mounted beside endpoints: which paths are theirs, and what they see.

use folio::{App, Router, get, http, post, routes, test::Client};
use http::{Method, StatusCode};

use crate::services::{Broken, Mirror, Named, SECRET, Slow};

/// A page.
#[get("/files/version")]
fn version() -> &'static str {
    "1"
}

/// Any of one segment.
#[get("/files/{name}/meta")]
fn meta(name: String) -> String {
    name
}

/// A tenant's own.
#[get("/{tenant}/x")]
fn tenant(tenant: String) -> String {
    tenant
}

/// The prefix itself.
#[get("/")]
fn index() -> &'static str {
    "index"
}

/// An upload.
#[post("/upload")]
fn upload(body: String) -> String {
    body
}

fn app() -> App {
    App::new("Mounted", "1")
        .routes(routes![version, meta, tenant, index, upload])
        .service("/files", Mirror)
        .mount(Router::new("/t/{tenant}").service("/files", Mirror))
}

#[tokio::test]
async fn a_service_sees_its_own_part_of_the_path() {
    let client = Client::new(app());
    for (target, seen) in [
        ("/files", "/"),
        ("/files?a=b", "/?a=b"),
        ("/files/", "/"),
        ("/files/a", "/a"),
        ("/files/a/b/?c=%20", "/a/b/?c=%20"),
        ("/files/a%2Fb", "/a%2Fb"),
        ("/files//a", "//a"),
        ("/files/../index", "/../index"),
        ("/files/x", "/x"),
        ("/files/version/", "/version/"),
        ("/files/version/1", "/version/1"),
        ("/files/a/meta/b", "/a/meta/b"),
        ("/t/7/files", "/"),
        ("/t/%2F/files/a?b", "/a?b"),
    ] {
        let answer = client.get(target).await;
        let expected = format!("GET\n{seen}\n{target}\n-\n");
        assert_eq!(answer.text(), expected, "{target}");
    }
}

#[tokio::test]
async fn endpoints_that_say_more_of_a_path_keep_it() {
    let client = Client::new(app());
    assert_eq!(client.get("/files/version").await.text(), "1");
    assert_eq!(client.get("/files/a/meta").await.text(), "a");
    assert_eq!(client.get("/other/x").await.text(), "other");
    let refused = client.post("/files/version").await;
    assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(refused.header("allow"), Some("GET, HEAD, OPTIONS"));
    for target in ["/file", "/filesystem", "/t/7", "/t/7/files2", "/%66iles"] {
        assert_eq!(
            client.get(target).await.status(),
            StatusCode::NOT_FOUND,
            "{target}"
        );
    }
}

#[tokio::test]
async fn every_method_comes_through() {
    let client = Client::new(app());
    for name in [
        "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "x",
    ] {
        let method = Method::from_bytes(name.as_bytes()).unwrap();
        for target in ["/files", "/files/", "/files/a"] {
            let answer = client.call(method.clone(), target).text("body").await;
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(answer.text().lines().next(), Some(name), "{target}");
            assert_eq!(answer.text().lines().last(), Some("body"), "{target}");
        }
    }
    let head = client.head("/files/a").await;
    assert_eq!((head.status(), head.text()), (StatusCode::OK, ""));
    assert_eq!(head.header("content-length"), Some("19"));
}

#[tokio::test]
async fn a_service_at_the_root_takes_what_nothing_else_takes() {
    let client = Client::new(app().service("/", Named("rest")));
    for (target, text) in [
        ("/", "index"),
        ("/files/version", "1"),
        ("/other/x", "other"),
        ("/none", "rest"),
        ("/none/at/all/", "rest"),
        ("/upload", "POST only"),
    ] {
        let answer = client.get(target).await;
        match text {
            "POST only" => assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED),
            _ => assert_eq!(answer.text(), text, "{target}"),
        }
    }
    assert!(client.get("/files/a").await.text().contains("/files/a"));
    assert!(
        client
            .get("/openapi.json")
            .await
            .text()
            .contains("\"openapi\"")
    );
    let server = client.options("*").await;
    assert_eq!(server.status(), StatusCode::NO_CONTENT);
    let client = Client::new(App::new("Fallback", "1").service("/", Named("rest")));
    assert_eq!(client.get("/").await.text(), "rest");
}

#[tokio::test]
async fn services_that_fail_are_problems_without_their_reasons() {
    let app = App::new("Broken", "1")
        .service("/0", Broken::Ready)
        .service("/1", Broken::Call)
        .service("/2", Broken::Panic)
        .service("/3", Broken::PanicLater);
    let client = Client::new(app);
    for path in ["/0", "/1/a", "/2", "/3"] {
        let answer = client.get(path).await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
        assert!(!answer.text().contains(SECRET), "{}", answer.text());
        let head = client.head(path).await;
        assert_eq!((head.status(), head.text()), (answer.status(), ""));
    }
}

#[tokio::test]
async fn a_service_is_called_when_it_is_ready() {
    let client = Client::new(App::new("Slow", "1").service("/slow", Slow::default()));
    for _ in 0..3 {
        assert_eq!(client.get("/slow").await.text(), "ready");
    }
}

#[tokio::test]
async fn an_axum_router_keeps_its_own_refusals() {
    use axum::{extract::Path, http::Uri, routing::get};
    let show = |Path(id): Path<u64>, uri: Uri| async move { format!("{id} {uri}") };
    let router = axum::Router::new()
        .route("/items/{id}", get(show))
        .fallback(|uri: Uri| async move { (StatusCode::IM_A_TEAPOT, format!("no {uri}")) });
    let client = Client::new(
        App::new("Axum", "1")
            .header("x-app", "1")
            .service("/axum", router),
    );
    let answer = client.get("/axum/items/7?a=b").await;
    assert_eq!(answer.text(), "7 /items/7?a=b");
    assert_eq!(answer.header("x-app"), None);
    let missing = client.get("/axum/none").await;
    assert_eq!(
        (missing.status(), missing.text()),
        (StatusCode::IM_A_TEAPOT, "no /none")
    );
    let refused = client.post("/axum/items/7").await;
    assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(
        (refused.header("allow"), refused.text()),
        (Some("GET,HEAD"), "")
    );
}

#[tokio::test]
async fn an_app_inside_an_app() {
    let inner = App::new("Inner", "1")
        .routes(routes![upload])
        .service("/deep", Mirror);
    let outer = App::new("Outer", "1").service("/inner", inner.build().unwrap());
    let client = Client::new(outer);
    assert_eq!(
        client.post("/inner/upload").text("hello").await.text(),
        "hello"
    );
    let deep = client.get("/inner/deep/a").await;
    assert_eq!(deep.text(), "GET\n/a\n/inner/deep/a\n-\n");
    assert!(
        client
            .get("/inner/openapi.json")
            .await
            .text()
            .contains("Inner")
    );
}

#[test]
fn the_document_does_not_know_them() {
    let with = app().service("/", Named("rest")).openapi().unwrap();
    let without = App::new("Mounted", "1").routes(routes![version, meta, tenant, index, upload]);
    assert_eq!(with, without.openapi().unwrap());
    let table = app()
        .service("/", Named("rest"))
        .build()
        .unwrap()
        .route_table();
    let mounts: Vec<&str> = table
        .lines()
        .filter(|line| line.starts_with("ANY"))
        .collect();
    assert_eq!(
        mounts,
        [
            "ANY   /files/{*rest}",
            "ANY   /t/{tenant}/files/{*rest}",
            "ANY   /{*rest}"
        ]
    );
}

/// Everything below.
#[get("/files/{*path}")]
fn below(path: String) -> String {
    path
}

#[test]
fn conflicts_are_faults_with_both_places() {
    let faults = |app: App| -> Vec<(String, usize)> {
        let errors = app.build().unwrap_err();
        let faults = errors.iter();
        let own = |place: &String| place.contains("mounted.rs:");
        faults
            .map(|fault| {
                (
                    fault.message().to_owned(),
                    fault.places().iter().filter(|p| own(p)).count(),
                )
            })
            .collect()
    };
    let two = App::new("Two", "1")
        .service("/files", Mirror)
        .mount(Router::new("/files").service("/", Mirror));
    assert_eq!(
        faults(two),
        [("two services at `/files`: keep one".to_owned(), 2)]
    );
    let roots = App::new("Roots", "1")
        .service("/", Mirror)
        .service("", Mirror);
    assert_eq!(
        faults(roots),
        [("two services at `/`: keep one".to_owned(), 2)]
    );
    let names = App::new("Names", "1")
        .mount(Router::new("/{a}").service("/files", Mirror))
        .mount(Router::new("/{b}").service("/files", Mirror));
    assert_eq!(
        faults(names),
        [("two services at `/{b}/files`: keep one".to_owned(), 2)]
    );
    let both = App::new("Both", "1")
        .routes(routes![below])
        .service("/files", Mirror);
    let message = "`/files/{*path}` takes the paths of the service at `/files`: move one of them";
    assert_eq!(faults(both), [(message.to_owned(), 2)]);
    let tail = App::new("Tail", "1").service("/a/{*rest}", Mirror);
    assert_eq!(faults(tail).len(), 1);
    for prefix in ["files", "/files/", "/a b"] {
        let odd = faults(App::new("Odd", "1").service(prefix, Mirror));
        assert_eq!(odd.first().map(|fault| fault.1), Some(1), "{prefix}");
    }
}
