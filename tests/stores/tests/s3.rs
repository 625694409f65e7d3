//! Files of an S3 bucket, through `object_store`, from a server in the same process.

use std::{fs, net::SocketAddr, thread};

use folio::{
    App, Directory, File, FileFault, Files, ObjectFiles, get,
    object_store::{ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, memory::InMemory},
    routes,
    test::Client,
};
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
async fn size(name: String, files: Files) -> Result<String, FileFault> {
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
