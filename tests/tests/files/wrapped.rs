//! Files in a `Response`: what it says of them is what requests are judged by, and none of it stands on
//! what takes the place of the file.

use std::time::{Duration, SystemTime};

use folio::{
    App, CacheControl, ETag, File, FileFault, FileFuture, FileSystem, Files, Media, MemoryFiles,
    OpenFile, Response, get,
    http::{HeaderValue, header},
    routes,
    test::{Answer, Client},
};

use crate::parts::parts_of;

const TEXT: &str = "0123456789";
const DATE: &str = "Tue, 14 Nov 2023 22:13:20 GMT";
const BEFORE: &str = "Tue, 14 Nov 2023 22:13:19 GMT";

/// Its one file takes waiting for.
#[derive(Debug)]
struct Slow;

impl FileSystem for Slow {
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            match name {
                "a.txt" => Ok(OpenFile::bytes(TEXT)),
                _ => Err(FileFault::NotFound),
            }
        })
    }
}

/// With everything that a handler can say of a representation.
fn said(file: File) -> Response<File> {
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    Response::new(file)
        .etag(&ETag::strong("v7").unwrap())
        .last_modified(changed)
        .media_type(Media::HTML)
        .cache_control(CacheControl::new().max_age(60))
        .header(header::CONTENT_LANGUAGE, HeaderValue::from_static("en"))
        .header(header::VARY, HeaderValue::from_static("accept-language"))
}

/// At once.
#[get("/now/{name}", file_system = "now")]
fn now(name: String, files: Files) -> Response<File> {
    said(files.file(name))
}

/// Later, through a result.
#[get("/later/{name}", file_system = "slow")]
fn later(name: String, files: Files) -> Result<Response<File>, FileFault> {
    if name == "denied" {
        return Err(FileFault::Denied);
    }
    Ok(said(files.file(name)))
}

/// The file's own words come second.
#[get("/both/{name}", file_system = "now")]
fn both(name: String, files: Files) -> Response<Result<File, FileFault>> {
    let file = files.file(name).etag(ETag::strong("v6").unwrap());
    let file = file.media_type("text/css");
    Response::new(Ok(file))
        .etag(&ETag::strong("v7").unwrap())
        .header(header::CONTENT_TYPE, HeaderValue::from_static("text/html"))
}

/// Compressed before.
#[get("/packed/{name}", file_system = "slow")]
fn packed(name: String, files: Files) -> Response<File> {
    Response::new(files.file(name))
        .header(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))
}

/// Tagged with a letter beyond ASCII.
#[get("/letter")]
fn letter() -> Response<File> {
    Response::new(File::bytes(TEXT)).etag(&ETag::strong("\u{e9}").unwrap())
}

/// Changed in ten years.
#[get("/future")]
fn future() -> File {
    let then = SystemTime::now() + Duration::from_hours(24 * 3_650);
    File::bytes(TEXT).last_modified(then)
}

/// A text that may be missing.
#[get("/text/{name}", media_type = Text)]
fn text(name: String) -> Response<Option<String>> {
    let found = (name == "a").then(|| "<p>a".to_owned());
    Response::new(found)
        .media_type(Media::HTML)
        .header(header::CONTENT_LANGUAGE, HeaderValue::from_static("en"))
}

fn client() -> Client {
    let app = App::new("Wrapped", "1")
        .file_system("now", MemoryFiles::new().with("a.txt", TEXT))
        .file_system("slow", Slow)
        .routes(routes![now, later, both, packed, letter, future, text]);
    // What a handler says without its attribute is not in the document.
    Client::new(app).without_contract()
}

async fn ask(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    let call = client.get(path);
    let call = fields
        .iter()
        .fold(call, |call, (name, value)| call.header(name, *value));
    call.await
}

#[tokio::test]
async fn requests_are_judged_by_what_is_sent() {
    let client = client();
    for path in ["/now/a.txt", "/later/a.txt", "/both/a.txt"] {
        let whole = ask(&client, path, &[]).await;
        assert_eq!((whole.status().as_u16(), whole.text()), (200, TEXT));
        let tag = whole.header("etag").unwrap();
        assert_eq!(tag, "\"v7\"", "{path}");
        let range = ("range", "bytes=2-4");
        for (fields, status) in [
            (&[("if-match", tag)][..], 200),
            (&[("if-match", "\"v6\"")], 412),
            (&[("if-none-match", tag)], 304),
            (&[("if-none-match", "\"v6\"")], 200),
            (&[range, ("if-range", tag)], 206),
            (&[range, ("if-range", "\"v6\"")], 200),
        ] {
            let answer = ask(&client, path, fields).await;
            assert_eq!(answer.status(), status, "{path} {fields:?}");
            let sent = matches!(status, 200 | 206 | 304).then_some(tag);
            assert_eq!(answer.header("etag"), sent, "{path} {fields:?}");
        }
    }
    for path in ["/now/a.txt", "/later/a.txt"] {
        let range = ("range", "bytes=2-4");
        for (fields, status) in [
            (&[][..], 200),
            (&[("if-modified-since", DATE)], 304),
            (&[("if-modified-since", BEFORE)], 200),
            (&[("if-unmodified-since", BEFORE)], 412),
            (&[range, ("if-range", DATE)], 206),
            (&[range, ("if-range", BEFORE)], 200),
        ] {
            let answer = ask(&client, path, fields).await;
            assert_eq!(answer.status(), status, "{path} {fields:?}");
            let sent = matches!(status, 200 | 206).then_some(DATE);
            assert_eq!(answer.header("last-modified"), sent, "{path} {fields:?}");
        }
    }
}

#[tokio::test]
async fn tags_of_any_letters_are_sent_and_known() {
    let client = client();
    let tag = "\"\u{e9}\"";
    let whole = ask(&client, "/letter", &[("if-match", tag)]).await;
    assert_eq!(whole.status(), 200);
    assert_eq!(whole.headers()["etag"].as_bytes(), tag.as_bytes());
    let known = ask(&client, "/letter", &[("if-none-match", tag)]).await;
    assert_eq!(known.status(), 304);
}

#[tokio::test]
async fn the_media_type_is_that_of_the_file_and_of_nothing_else() {
    let client = client();
    for (path, media) in [
        ("/now", "text/html; charset=utf-8"),
        ("/later", "text/html; charset=utf-8"),
        ("/both", "text/html"),
    ] {
        let file = format!("{path}/a.txt");
        let whole = ask(&client, &file, &[]).await;
        assert_eq!(whole.header("content-type"), Some(media), "{path}");
        let part = ask(&client, &file, &[("range", "bytes=2-4")]).await;
        assert_eq!((part.status().as_u16(), part.text()), (206, "234"));
        assert_eq!(part.header("content-type"), Some(media), "{path}");
        let several = ask(&client, &file, &[("range", "bytes=0-1,5-6")]).await;
        let parts: Vec<_> = parts_of(&several, media)
            .into_iter()
            .map(|(range, _, bytes)| (range, bytes))
            .collect();
        let expected = [(0..=1, b"01".to_vec()), (5..=6, b"56".to_vec())];
        assert_eq!(parts, expected, "{path}");
    }
}

#[tokio::test]
async fn what_takes_the_place_of_a_file_says_nothing_of_it() {
    let client = client();
    for (path, fields, status) in [
        ("none.txt", &[][..], 404),
        ("a.txt", &[("if-match", "\"v6\"")], 412),
        ("a.txt", &[("range", "bytes=10-")], 416),
        ("a.txt", &[("if-none-match", "\"v7\"")], 304),
    ] {
        for source in ["/now", "/later"] {
            let answer = ask(&client, &format!("{source}/{path}"), fields).await;
            assert_eq!(answer.status(), status, "{source}/{path}");
            let (media, cache) = match status {
                304 => (None, Some("max-age=60")),
                _ => (Some("application/problem+json"), None),
            };
            assert_eq!(answer.header("content-type"), media, "{source} {status}");
            assert_eq!(answer.header("cache-control"), cache, "{source} {status}");
            // Of the resource, whatever becomes of the file.
            assert_eq!(answer.header("vary"), Some("accept-language"));
            for name in ["content-language", "content-disposition", "last-modified"] {
                assert_eq!(answer.header(name), None, "{name} of {source} {status}");
            }
        }
    }
    let packed = ask(&client, "/packed/none.txt", &[]).await;
    assert_eq!(
        (packed.status().as_u16(), packed.header("content-encoding")),
        (404, None)
    );
    let there = ask(&client, "/text/a", &[]).await;
    assert_eq!(
        (
            there.header("content-type"),
            there.header("content-language")
        ),
        (Some("text/html; charset=utf-8"), Some("en"))
    );
    let missing = ask(&client, "/text/b", &[]).await;
    assert_eq!(
        (
            missing.header("content-type"),
            missing.header("content-language")
        ),
        (Some("application/problem+json"), None)
    );
}

#[tokio::test]
async fn parts_beside_each_other_are_never_said_to_be_encoded() {
    let client = client();
    let part = ask(&client, "/packed/a.txt", &[("range", "bytes=2-4")]).await;
    assert_eq!(
        (part.text(), part.header("content-encoding")),
        ("234", Some("gzip"))
    );
    let whole = ask(&client, "/packed/a.txt", &[("range", "bytes=0-1,5-6")]).await;
    assert_eq!(
        (
            whole.status().as_u16(),
            whole.text(),
            whole.header("content-encoding")
        ),
        (200, TEXT, Some("gzip"))
    );
}

#[tokio::test]
async fn no_file_was_changed_after_it_was_sent() {
    let client = client();
    let before = SystemTime::now();
    let answer = ask(&client, "/future", &[]).await;
    let date = answer.header("last-modified").unwrap();
    let said = httpdate::parse_http_date(date).unwrap();
    assert!(said <= SystemTime::now(), "{date}");
    assert!(said + Duration::from_secs(1) > before, "{date}");
    // What its clock says decides nothing: it was not changed since tomorrow.
    let tomorrow = httpdate::fmt_http_date(before + Duration::from_hours(24));
    let known = ask(&client, "/future", &[("if-modified-since", &tomorrow)]).await;
    assert_eq!(known.status(), 304);
}
