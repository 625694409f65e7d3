//! What is said of a file: its name, its media type, its validators, and why there is none.

use std::{
    fs,
    time::{Duration, SystemTime},
};

use folio::{
    App, File, FileFault, Files, Media, MemoryFiles, OpenFile, Response, State, Task, get, routes,
    test::Client,
};
use tempfile::TempDir;

/// A path of this computer, wherever it leads.
#[get("/path/{name}")]
fn path(name: String, place: State<TempDir>) -> File {
    File::path(place.path().join(name))
}

/// By the attribute.
#[get("/stated", media_type = "text/csv")]
fn stated() -> File {
    File::bytes("a,b").name("a.txt")
}

/// By the answer, before the attribute.
#[get("/given", media_type = Text)]
fn given() -> File {
    File::bytes("# a")
        .name("a.txt")
        .media_type("text/markdown; charset=utf-8")
}

/// JSON is a file like any other.
#[get("/json", media_type = Json)]
fn json() -> File {
    File::bytes("[1,2]").inline()
}

/// A media type that is no header value is left out.
#[get("/broken")]
fn broken() -> File {
    File::bytes("a")
        .name("a.css")
        .media_type("text/\r\nx-injected: 1")
}

/// And so is one that says nothing.
#[get("/blank")]
fn blank() -> File {
    File::bytes("a").name("a.css").media_type(" ")
}

/// Named as it is asked for.
#[get("/named")]
fn named(#[query] name: String) -> File {
    File::bytes("a").name(name)
}

/// Shown.
#[get("/inline")]
fn inline() -> File {
    File::bytes("a").name("a.pdf").inline()
}

/// With nothing said of what to do with it.
#[get("/plain")]
fn plain() -> File {
    File::bytes("a")
        .name("a.pdf")
        .plain()
        .media_type(Media::HTML)
}

/// Looked at before it is sent.
#[get("/checked/{name}")]
async fn checked(name: String, files: Files) -> Result<File, FileFault> {
    let file: OpenFile = files.open(&name).await?;
    let size = file.size();
    Ok(File::opened(file).name(format!("{size} bytes.txt")))
}

/// With a header and a task.
#[get("/wrapped", header("x-kind", documentation_only))]
fn wrapped() -> Response<File> {
    let kind = folio::http::HeaderName::from_static("x-kind");
    Response::new(File::bytes("a"))
        .header(kind, folio::http::HeaderValue::from_static("file"))
        .background(Task::new(async {}))
}

fn client() -> (Client, std::path::PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().to_owned();
    fs::write(root.join("a.txt"), "hello").unwrap();
    fs::write(root.join("empty.txt"), "").unwrap();
    fs::write(root.join("backup.tar.gz"), b"\x1f\x8b").unwrap();
    fs::create_dir(root.join("sub")).unwrap();
    let app = App::new("Answers", "1")
        .state(place)
        .file_system("memory", MemoryFiles::new().with("a.txt", "hello"))
        .routes(routes![
            path, stated, given, json, broken, blank, named, inline, plain, checked, wrapped
        ]);
    (Client::new(app), root)
}

#[tokio::test]
async fn a_file_says_what_it_is() {
    let (client, root) = client();
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    fs::File::open(root.join("a.txt"))
        .unwrap()
        .set_modified(changed)
        .unwrap();
    let answer = client.get("/path/a.txt").await;
    assert_eq!((answer.status().as_u16(), answer.text()), (200, "hello"));
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-disposition", "attachment; filename=\"a.txt\""),
        ("last-modified", "Tue, 14 Nov 2023 22:13:20 GMT"),
        ("accept-ranges", "bytes"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    assert_eq!(answer.header("content-encoding"), None);
    let tag = answer.header("etag").unwrap().to_owned();
    assert!(tag.starts_with('"'), "{tag} is strong");
    let again = client
        .get("/path/a.txt")
        .header("if-none-match", &tag)
        .await;
    assert_eq!(again.status(), 304);
}

#[tokio::test]
async fn the_tag_changes_with_the_content_whatever_the_time_says() {
    let (client, root) = client();
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
    let mut tags = Vec::new();
    for text in ["hello", "HELLO"] {
        // The same size and the same time, as files of images that were built alike have.
        let made = root.join("made.txt");
        fs::write(&made, text).unwrap();
        fs::File::open(&made)
            .unwrap()
            .set_modified(changed)
            .unwrap();
        fs::rename(made, root.join("a.txt")).unwrap();
        tags.push(
            client
                .get("/path/a.txt")
                .await
                .header("etag")
                .unwrap()
                .to_owned(),
        );
    }
    assert_ne!(tags[0], tags[1]);
}

#[tokio::test]
async fn an_archive_is_no_encoding_of_what_is_in_it() {
    let (client, _root) = client();
    let answer = client.get("/path/backup.tar.gz").await;
    assert_eq!(answer.header("content-type"), Some("application/gzip"));
    assert_eq!(answer.header("content-encoding"), None);
}

#[tokio::test]
async fn what_is_no_file_is_not_found_and_says_no_path() {
    let (client, root) = client();
    let long = "n".repeat(300);
    for name in ["none.txt", "sub", "a.txt%2Fbelow", &long] {
        let answer = client.get(&format!("/path/{name}")).await;
        assert_eq!(answer.status(), 404, "{name}");
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
        assert!(
            !answer.text().contains(root.to_str().unwrap()),
            "{}",
            answer.text()
        );
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_without_permission_is_a_403_and_a_pipe_is_none() {
    use std::os::unix::fs::PermissionsExt;

    let (client, root) = client();
    let secret = root.join("secret.txt");
    fs::write(&secret, "secret").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o0)).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(root.join("pipe"))
        .status();
    if made.is_ok_and(|made| made.success()) {
        assert_eq!(client.get("/path/pipe").await.status(), 404);
    }
    if fs::read(&secret).is_ok() {
        // Root may read anything.
        return as_nobody("answers::a_file_without_permission_is_a_403_and_a_pipe_is_none");
    }
    let answer = client.get("/path/secret.txt").await;
    assert_eq!(answer.status(), 403);
    assert!(!answer.text().contains("secret"), "{}", answer.text());
}

/// Runs a test of this program once more, as a user who may not read everything.
#[cfg(unix)]
fn as_nobody(test: &str) {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};

    const NOBODY: u32 = 65_534;

    assert!(
        std::env::var_os("FOLIO_TEST_NOBODY").is_none(),
        "nobody reads what nobody may"
    );
    // The program may lie where nobody else may look.
    let place = tempfile::tempdir().unwrap();
    let program = place.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    for path in [place.path(), &program] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let run = std::process::Command::new(&program)
        .args(["--exact", test])
        .env("FOLIO_TEST_NOBODY", "1")
        .env_remove("TMPDIR")
        .current_dir("/")
        .uid(NOBODY)
        .gid(NOBODY)
        .output()
        .unwrap();
    let output = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success() && output.contains("1 passed"),
        "{output}"
    );
}

#[tokio::test]
async fn an_empty_file_has_no_parts() {
    let (client, _root) = client();
    let answer = client.get("/path/empty.txt").await;
    assert_eq!((answer.status().as_u16(), answer.bytes().len()), (200, 0));
    let answer = client
        .get("/path/empty.txt")
        .header("range", "bytes=0-")
        .await;
    assert_eq!(answer.header("content-range"), Some("bytes */0"));
}

#[tokio::test]
async fn the_nearest_says_the_media_type() {
    let (client, _root) = client();
    for (path, media) in [
        ("/stated", "text/csv; charset=utf-8"),
        ("/json", "application/json"),
        ("/broken", "text/css; charset=utf-8"),
        ("/blank", "text/css; charset=utf-8"),
        ("/plain", "text/html; charset=utf-8"),
        ("/wrapped", "application/octet-stream"),
    ] {
        let answer = client.get(path).await;
        assert_eq!(answer.header("content-type"), Some(media), "{path}");
        assert_eq!(answer.header("x-injected"), None);
    }
    // The document has the attribute's, so one that an answer gives is its own affair.
    let given = client.clone().without_contract().get("/given").await;
    assert_eq!(
        given.header("content-type"),
        Some("text/markdown; charset=utf-8")
    );
}

#[tokio::test]
async fn names_are_written_so_that_nothing_breaks_out() {
    let (client, _root) = client();
    for (query, value) in [
        ("report.pdf", "attachment; filename=\"report.pdf\""),
        (
            "a%0D%0Ax-injected:%201",
            "attachment; filename=\"ax-injected: 1\"",
        ),
        (
            "%E2%82%AC.txt",
            "attachment; filename=\"_.txt\"; filename*=UTF-8''%E2%82%AC.txt",
        ),
        (
            "a%22;b=%22c",
            "attachment; filename=\"a_;b=_c\"; filename*=UTF-8''a%22%3Bb%3D%22c",
        ),
        ("..%2F..%2Fetc", "attachment; filename=\".._.._etc\""),
    ] {
        let answer = client.get(&format!("/named?name={query}")).await;
        assert_eq!(answer.header("content-disposition"), Some(value), "{query}");
        assert_eq!(answer.header("x-injected"), None);
    }
    let inline = client.get("/inline").await;
    assert_eq!(
        inline.header("content-disposition"),
        Some("inline; filename=\"a.pdf\"")
    );
    assert_eq!(
        client.get("/plain").await.header("content-disposition"),
        None
    );
}

#[tokio::test]
async fn a_handler_looks_at_a_file_before_it_is_sent() {
    let (client, _root) = client();
    let answer = client.get("/checked/a.txt").await;
    let disposition = answer.header("content-disposition");
    assert_eq!(disposition, Some("attachment; filename=\"5 bytes.txt\""));
    assert_eq!(client.get("/checked/none.txt").await.status(), 404);
    assert_eq!(client.get("/wrapped").await.header("x-kind"), Some("file"));
}
