//! `ServeDir` of `tower-http`, mounted.

use std::{fs, path::PathBuf};

use folio::{App, test::Client};
use http::{Method, StatusCode};
use tower::ServiceBuilder;
use tower_http::{compression::CompressionLayer, limit::RequestBodyLimitLayer, services::ServeDir};

use crate::services::Mirror;

const TEXT: &str = "0123456789";

/// A folder with files, and a secret beside it.
fn folder(test: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("foreign")
        .join(test);
    fs::create_dir_all(root.join("public/deep")).unwrap();
    fs::write(root.join("public/a.txt"), TEXT).unwrap();
    fs::write(root.join("public/deep/index.html"), "<p>deep</p>").unwrap();
    fs::write(root.join("secret.txt"), "swordfish").unwrap();
    root.join("public")
}

fn client(test: &str) -> Client {
    let files = ServeDir::new(folder(test));
    Client::new(
        App::new("Files", "1")
            .header("x-app", "1")
            .service("/static", files),
    )
}

#[tokio::test]
async fn files_come_with_their_own_headers() {
    let client = client("headers");
    let file = client.get("/static/a.txt").await;
    assert_eq!((file.status(), file.text()), (StatusCode::OK, TEXT));
    assert_eq!(file.header("content-type"), Some("text/plain"));
    assert_eq!(file.header("content-length"), Some("10"));
    assert_eq!(file.header("accept-ranges"), Some("bytes"));
    assert_eq!(file.header("x-app"), None);
    let modified = file.header("last-modified").expect("a file has a time");
    let same = client
        .get("/static/a.txt")
        .header("if-modified-since", modified)
        .await;
    assert_eq!((same.status(), same.text()), (StatusCode::NOT_MODIFIED, ""));
    let head = client.head("/static/a.txt").await;
    assert_eq!((head.status(), head.text()), (StatusCode::OK, ""));
    assert_eq!(head.header("content-length"), Some("10"));
    assert_eq!(client.get("/static/deep/").await.text(), "<p>deep</p>");
}

#[tokio::test]
async fn ranges_are_its_affair() {
    let client = client("ranges");
    for (range, status, text, content_range) in [
        ("bytes=2-4", 206, "234", Some("bytes 2-4/10")),
        ("bytes=-3", 206, "789", Some("bytes 7-9/10")),
        ("bytes=20-", 416, "", Some("bytes */10")),
    ] {
        let part = client.get("/static/a.txt").header("range", range).await;
        assert_eq!(
            (part.status().as_u16(), part.text()),
            (status, text),
            "{range}"
        );
        assert_eq!(part.header("content-range"), content_range, "{range}");
    }
}

#[tokio::test]
async fn nothing_beside_the_folder_is_served() {
    let client = client("escape");
    for target in [
        "/static/../secret.txt",
        "/static/deep/../../secret.txt",
        "/static/%2e%2e/secret.txt",
        "/static/..%2fsecret.txt",
        "/static/..%5csecret.txt",
        "/static//../secret.txt",
        "/static/none.txt",
        "/static/a.txt/b",
    ] {
        let answer = client.get(target).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{target}");
        assert!(!answer.text().contains("swordfish"), "{target}");
    }
    let rooted = folder("escape").join("../secret.txt");
    let rooted = client.get(&format!("/static/{}", rooted.display())).await;
    assert_eq!(rooted.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn it_refuses_methods_itself() {
    let client = client("methods");
    let propfind = Method::from_bytes(b"PROPFIND").unwrap();
    for method in [Method::POST, Method::DELETE, propfind] {
        let answer = client.call(method, "/static/a.txt").await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), Some("GET,HEAD"));
        assert_eq!(answer.text(), "", "not a problem of Folio's");
    }
}

#[tokio::test]
async fn tower_layers_go_around_it() {
    let stack = ServiceBuilder::new()
        .layer(CompressionLayer::new())
        .layer(RequestBodyLimitLayer::new(4));
    let client = Client::new(App::new("Stack", "1").service("/mirror", stack.service(Mirror)));
    let call = client
        .post("/mirror")
        .text("hello")
        .header("content-length", "5");
    assert_eq!(call.await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(
        client.post("/mirror").text("hell").await.status(),
        StatusCode::OK
    );
}
