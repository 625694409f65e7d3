//! `file/*`: files of a folder, all changed at one time.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use folio::{
    App, File, FileFault, FileFuture, FileSystem, Files, OpenFile, Router, State, get, routes,
};

/// When all of them were changed: Tue, 14 Nov 2023 22:13:20 GMT.
const CHANGED: Duration = Duration::from_secs(1_700_000_000);

/// The folder, which goes with the app.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let pattern = |length: usize| {
            (0..length)
                .map(|i| u8::try_from(i % 251).unwrap())
                .collect()
        };
        let files: [(&str, Vec<u8>); 4] = [
            ("hello.txt", b"hello from a file\n".to_vec()),
            ("pattern.bin", pattern(5000)),
            ("exact.bin", pattern(1024)),
            ("empty.txt", Vec::new()),
        ];
        for (name, content) in files {
            let path = place.path().join(name);
            fs::write(&path, content).unwrap();
            let file = fs::OpenOptions::new().write(true).open(path).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH + CHANGED).unwrap();
        }
        Folder(place)
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }
}

/// `a.txt` and `b.bin`.
#[derive(Debug)]
struct Custom;

impl FileSystem for Custom {
    fn open<'f>(&'f self, name: &'f str) -> FileFuture<'f, OpenFile> {
        let changed = SystemTime::UNIX_EPOCH + CHANGED;
        Box::pin(async move {
            let file = match name {
                "a.txt" => OpenFile::bytes("file a"),
                "b.bin" => OpenFile::bytes("x".repeat(30)),
                _ => return Err(FileFault::NotFound),
            };
            Ok(file.with_last_modified(changed))
        })
    }
}

#[get("/as")]
fn under_a_name(#[query] name: String, folder: State<Folder>) -> File {
    File::path(folder.path("hello.txt")).name(name)
}

/// The type that the answer says is its own affair, so the document has any.
#[get("/response-media-type")]
fn response_media_type(folder: State<Folder>) -> File {
    let file = File::path(folder.path("hello.txt")).name("report.txt");
    file.media_type("text/markdown; charset=utf-8")
}

#[get("/handler-media-type", media_type = "text/markdown")]
fn handler_media_type(folder: State<Folder>) -> File {
    File::path(folder.path("hello.txt")).name("report.txt")
}

#[get("/chunked")]
fn chunked(folder: State<Folder>) -> File {
    File::path(folder.path("pattern.bin")).chunk_size(1024)
}

#[get("/exact-chunk")]
fn exact_chunk(folder: State<Folder>) -> File {
    File::path(folder.path("exact.bin")).chunk_size(1024)
}

#[get("/empty")]
fn empty(folder: State<Folder>) -> File {
    File::path(folder.path("empty.txt"))
}

/// GET answers HEAD.
#[get("/head")]
fn head(folder: State<Folder>) -> File {
    File::path(folder.path("hello.txt"))
}

#[get("/missing")]
fn missing(folder: State<Folder>) -> File {
    File::path(folder.path("none.txt"))
}

#[get("/range")]
fn range(folder: State<Folder>) -> File {
    File::path(folder.path("hello.txt"))
}

#[get("/custom-fs/{name}", file_system = "custom")]
fn custom(name: String, files: Files) -> File {
    files.file(name).chunk_size(10)
}

pub(crate) fn router() -> Router {
    Router::new("/file")
        .operation_prefix("file_")
        .state(Folder::new())
        .file_system("custom", Custom)
        .routes(routes![
            under_a_name,
            response_media_type,
            handler_media_type,
            chunked,
            exact_chunk,
            empty,
            head,
            missing,
            range,
            custom
        ])
}

/// What Litestar leaves out or does differently beside the sample: 500 for a missing file, an encoding
/// for `.gz`, no ranges.
pub(crate) async fn siblings(app: App) {
    let client = folio::test::Client::new(app);
    assert_eq!(client.get("/file/missing").await.status(), 404);
    assert_eq!(client.get("/file/custom-fs/none").await.status(), 404);
    let archive = client.get("/file/as?name=x.tar.gz").await;
    assert_eq!(archive.header("content-type"), Some("application/gzip"));
    assert_eq!(archive.header("content-encoding"), None);
    let stated = client.get("/file/handler-media-type").await;
    assert_eq!(
        stated.header("content-type"),
        Some("text/markdown; charset=utf-8")
    );
    let part = client.get("/file/range").header("range", "bytes=6-9").await;
    assert_eq!((part.status().as_u16(), part.text()), (206, "from"));
    let large = client.get("/file/custom-fs/b.bin").await;
    assert_eq!(large.text(), "x".repeat(30));
}
