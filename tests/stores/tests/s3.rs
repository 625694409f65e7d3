//! Files of an S3 bucket, through `object_store`, from a server in the same process.

use std::{fs, net::SocketAddr, sync::Arc, thread};

use folio::{
    App, Directory, File, FileFault, FileSystem, Files, ObjectFiles, get,
    object_store::{
        CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
        ObjectStore, ObjectStoreExt, PutMultipartOptions, PutOptions, PutPayload, PutResult,
        Result, aws::AmazonS3Builder, memory::InMemory, path::Path,
    },
    routes,
    test::Client,
};
use futures_util::{StreamExt, stream::BoxStream};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use tempfile::TempDir;

/// Byte i is i mod 251.
fn pattern(length: usize) -> Vec<u8> {
    (0..length)
        .map(|i| u8::try_from(i % 251).unwrap())
        .collect()
}

/// Serves the buckets of a directory until the process ends.
fn serve(place: &TempDir) -> SocketAddr {
    let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(place.path()).unwrap());
    builder.set_auth(SimpleAuth::from_single("key", "secret"));
    let service = builder.build();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(async {
            listener.set_nonblocking(true).unwrap();
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let io = hyper_util::rt::TokioIo::new(stream);
                let http = hyper::server::conn::http1::Builder::new();
                tokio::spawn(http.serve_connection(io, service.clone()));
            }
        });
    });
    address
}

/// A bucket with two objects.
fn bucket() -> (impl ObjectStore + Clone, TempDir) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let place = tempfile::tempdir().unwrap();
    let bucket = place.path().join("bucket");
    fs::create_dir_all(bucket.join("docs")).unwrap();
    fs::write(bucket.join("pattern.bin"), pattern(500_000)).unwrap();
    fs::write(bucket.join("docs/index.html"), "<h1>docs</h1>").unwrap();
    let store = AmazonS3Builder::new()
        .with_endpoint(format!("http://{}", serve(&place)))
        .with_allow_http(true)
        .with_region("eu-central-1")
        .with_bucket_name("bucket")
        .with_access_key_id("key")
        .with_secret_access_key("secret")
        .build()
        .unwrap();
    (store, place)
}

/// An object.
#[get("/objects/{*name}")]
fn object(name: String, files: Files) -> File {
    files.file(name)
}

/// How long an object is.
#[get("/size/{*name}")]
async fn size(name: String, files: Files) -> std::result::Result<String, FileFault> {
    Ok(files.open(&name).await?.size().to_string())
}

fn app(store: impl ObjectStore + Clone) -> App {
    App::new("Objects", "1")
        .file_system("s3", ObjectFiles::new(store.clone()))
        .routes(routes![object, size])
        .mount(Directory::of(ObjectFiles::new(store)).at("/static"))
}

#[tokio::test]
async fn objects_have_ranges_conditions_and_names() {
    let (store, _place) = bucket();
    let client = Client::new(app(store));
    let all = pattern(500_000);
    let whole = client.get("/objects/pattern.bin").await;
    assert_eq!(whole.status(), 200);
    assert!(whole.bytes()[..] == all[..]);
    let (tag, date) = (
        whole.header("etag").unwrap(),
        whole.header("last-modified").unwrap(),
    );
    assert_eq!(
        whole.header("content-disposition"),
        Some("attachment; filename=\"pattern.bin\"")
    );

    for (range, expected) in [
        ("bytes=0-9", 0..10),
        ("bytes=100000-399999", 100_000..400_000),
        ("bytes=499999-", 499_999..500_000),
        ("bytes=-7", 499_993..500_000),
        ("bytes=400000-9999999", 400_000..500_000),
    ] {
        let part = client
            .get("/objects/pattern.bin")
            .header("range", range)
            .await;
        assert_eq!(part.status(), 206, "{range}");
        let field = format!("bytes {}-{}/500000", expected.start, expected.end - 1);
        assert_eq!(part.header("content-range"), Some(&*field));
        assert!(part.bytes()[..] == all[expected], "{range}");
    }
    let several = client
        .get("/objects/pattern.bin")
        .header("range", "bytes=0-1,10-11")
        .await;
    let media = several.header("content-type").unwrap();
    assert!(several.status() == 206 && media.starts_with("multipart/byteranges; boundary="));
    let beyond = client
        .get("/objects/pattern.bin")
        .header("range", "bytes=500000-")
        .await;
    assert_eq!(
        (beyond.status().as_u16(), beyond.header("content-range")),
        (416, Some("bytes */500000"))
    );

    for (name, value, status) in [
        ("if-none-match", tag, 304),
        ("if-modified-since", date, 304),
        ("if-match", tag, 200),
        ("if-match", "\"other\"", 412),
        ("if-unmodified-since", "Sun, 06 Nov 1994 08:49:37 GMT", 412),
    ] {
        let answer = client.get("/objects/pattern.bin").header(name, value).await;
        assert_eq!(answer.status(), status, "{name}: {value}");
    }
    let call = |state: &str| {
        let part = client
            .get("/objects/pattern.bin")
            .header("range", "bytes=0-1");
        part.header("if-range", state)
    };
    assert_eq!(call(tag).await.status(), 206);
    assert_eq!(call("\"other\"").await.status(), 200);
    let head = client.head("/objects/pattern.bin").await;
    assert_eq!(
        (head.status().as_u16(), head.header("content-length")),
        (200, Some("500000"))
    );
}

#[tokio::test]
async fn a_key_that_is_not_there_is_a_404() {
    let (store, _place) = bucket();
    let client = Client::new(app(store));
    for name in [
        "none.bin",
        "docs/none",
        "..%2Fbucket%2Fpattern.bin",
        "docs%2F..%2Fpattern.bin",
        "a%00",
    ] {
        let answer = client
            .clone()
            .without_contract()
            .get(&format!("/objects/{name}"))
            .await;
        assert!(
            matches!(answer.status().as_u16(), 400 | 404),
            "{name} is {}",
            answer.status()
        );
    }
    assert_eq!(client.get("/size/none.bin").await.status(), 404);
    assert_eq!(client.get("/size/pattern.bin").await.text(), "500000");
}

#[tokio::test]
async fn a_store_is_a_directory() {
    // The server of the other tests keeps objects as files, and takes a directory for one.
    let store = std::sync::Arc::new(InMemory::new());
    store
        .put(&"docs/index.html".into(), "<h1>docs</h1>".into())
        .await
        .unwrap();
    let client = Client::new(app(store));
    assert_eq!(
        client.get("/static/docs").await.header("location"),
        Some("./docs/")
    );
    assert_eq!(client.get("/static/docs/").await.text(), "<h1>docs</h1>");
    assert_eq!(client.get("/static/none").await.status(), 404);
}

#[tokio::test]
async fn an_object_that_was_exchanged_meanwhile_is_not_joined_with_the_other() {
    let store = std::sync::Arc::new(InMemory::new());
    let path = "a.txt".into();
    store.put(&path, "first".into()).await.unwrap();
    let files = Files::new(ObjectFiles::new(std::sync::Arc::clone(&store)));
    let file = files.open("a.txt").await.unwrap();
    store.put(&path, "other".into()).await.unwrap();
    let body = file.read(0..5);
    assert!(http_body_util::BodyExt::collect(body).await.is_err());
    let names = files.list("", 10).await.unwrap();
    assert_eq!(names.len(), 1);
}

/// A store in memory with ways of its own.
#[derive(Debug, Clone)]
struct Odd {
    store: Arc<InMemory>,
    /// Its tags are weak, and so `If-Match` matches none of them (RFC 9110 §13.1.1).
    weak: bool,
    /// Its list has no end, and is of a single level or not.
    endless: Option<&'static str>,
}

impl Odd {
    fn new() -> Self {
        Odd {
            store: Arc::new(InMemory::new()),
            weak: false,
            endless: None,
        }
    }
}

impl std::fmt::Display for Odd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("odd")
    }
}

#[async_trait::async_trait]
impl ObjectStore for Odd {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        options: PutOptions,
    ) -> Result<PutResult> {
        self.store.put_opts(location, payload, options).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.store.put_multipart_opts(location, options).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        if self.weak && options.if_match.is_some() {
            return Err(Error::Precondition {
                path: location.to_string(),
                source: "weak tags match nothing".into(),
            });
        }
        let mut found = self.store.get_opts(location, options).await?;
        if self.weak {
            found.meta.e_tag = found.meta.e_tag.map(|tag| format!("W/{tag}"));
        }
        Ok(found)
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.store.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let Some(below) = self.endless else {
            return self.store.list(prefix);
        };
        let object = move |i: u64| ObjectMeta {
            location: format!("{below}{i}").into(),
            last_modified: std::time::SystemTime::now().into(),
            size: 1,
            e_tag: None,
            version: None,
        };
        futures_util::stream::iter((0..).map(move |i| Ok(object(i)))).boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.store.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.store.copy_opts(from, to, options).await
    }
}

#[tokio::test]
async fn a_store_with_weak_tags_sends_its_objects() {
    let store = Odd {
        weak: true,
        ..Odd::new()
    };
    store
        .put(&"a.txt".into(), "0123456789".into())
        .await
        .unwrap();
    let client = Client::new(app(store.clone()));
    let whole = client.get("/objects/a.txt").await;
    assert_eq!((whole.status().as_u16(), whole.text()), (200, "0123456789"));
    assert!(whole.header("etag").unwrap().starts_with("W/"));
    let part = client
        .get("/objects/a.txt")
        .header("range", "bytes=2-4")
        .await;
    assert_eq!((part.status().as_u16(), part.text()), (206, "234"));
    // By date, it still holds that no answer is made of two objects.
    let file = Files::new(ObjectFiles::new(store.clone()));
    let file = file.open("a.txt").await.unwrap();
    store
        .put(&"a.txt".into(), "abcdefghij".into())
        .await
        .unwrap();
    let body = file.read(0..10);
    assert!(http_body_util::BodyExt::collect(body).await.is_err());
}

#[tokio::test]
async fn a_list_reads_no_more_than_it_shows() {
    let endless = |below| Odd {
        endless: Some(below),
        ..Odd::new()
    };
    let files = Files::new(ObjectFiles::new(endless("")));
    let names = files.list("", 3).await.unwrap();
    let names: Vec<_> = names.iter().map(|entry| &*entry.name).collect();
    assert_eq!(names, ["0", "1", "2"]);
    // All of it is below one directory, which a store passes over if it is asked for one level.
    let store = endless("deep/");
    for name in ["deep/a.txt", "b.txt"] {
        store.put(&name.into(), "a".into()).await.unwrap();
    }
    let names = Files::new(ObjectFiles::new(store))
        .list("", 3)
        .await
        .unwrap();
    let names: Vec<_> = names
        .iter()
        .map(|entry| (&*entry.name, entry.is_directory))
        .collect();
    assert_eq!(names, [("b.txt", false), ("deep", true)]);
}

#[tokio::test]
async fn a_prefix_without_objects_is_no_directory() {
    let (s3, _place) = bucket();
    let memory = Arc::new(InMemory::new());
    memory
        .put(&"docs/sub/index.html".into(), "docs".into())
        .await
        .unwrap();
    for system in [ObjectFiles::new(s3), ObjectFiles::new(memory)] {
        let directory = Directory::of(system.clone()).at("/static").listing();
        let client = Client::new(App::new("Listed", "1").mount(directory));
        let page = client.get("/static/").await;
        assert!(
            page.status() == 200 && page.text().contains("./docs/"),
            "{}",
            page.text()
        );
        for path in [
            "/static/none",
            "/static/none/",
            "/static/doc/",
            "/static/docs/none/",
        ] {
            assert_eq!(client.get(path).await.status(), 404, "{path}");
        }
        let none = system.list("none", 10).await;
        assert!(matches!(none, Err(FileFault::NotFound)));
    }
    let memory = Arc::new(InMemory::new());
    memory
        .put(&"docs/sub/a.txt".into(), "a".into())
        .await
        .unwrap();
    let directory = Directory::of(ObjectFiles::new(memory)).listing();
    let client = Client::new(App::new("Redirected", "1").mount(directory));
    let answer = client.get("/docs").await;
    assert_eq!(
        (answer.status().as_u16(), answer.header("location")),
        (308, Some("./docs/"))
    );
    assert!(client.get("/docs/").await.text().contains("./sub/"));
}

#[tokio::test]
async fn a_store_that_begins_anew_repeats_no_tag() {
    let mut tags = Vec::new();
    for text in ["first", "other"] {
        let store = InMemory::new();
        store.put(&"a.txt".into(), text.into()).await.unwrap();
        let file = ObjectFiles::new(store).open("a.txt").await.unwrap();
        tags.push(file.etag().unwrap());
    }
    assert_ne!(tags[0], tags[1]);
}
