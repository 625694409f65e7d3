//! The docs page in a browser: it shows every operation and loads nothing from elsewhere.
//!
//! Without Chromium the tests say so and pass, unless `FOLIO_TEST_CHROMIUM=required`.

use std::{
    convert::Infallible,
    fs::{self, File},
    io::Write,
    path::PathBuf,
    process::{Child, Command, ExitStatus},
    sync::{Arc, Mutex},
    thread::sleep,
    time::{Duration, Instant},
};

use folio::{App, Body, Json, Service, get, post, routes};
use http::{HeaderMap, Request, Response, StatusCode, Uri, header::CONTENT_SECURITY_POLICY};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use tokio::net::{TcpListener, TcpStream};
use tower_service::Service as _;
use utoipa::ToSchema;

/// A book that is added.
#[derive(Deserialize, ToSchema)]
struct NewBook {
    title: String,
}

/// Lists the books.
#[get("/books")]
async fn list_books() -> Vec<String> {
    Vec::new()
}

/// Adds a book to the shelf.
#[post("/books")]
async fn add_book(Json(book): Json<NewBook>) -> String {
    book.title
}

/// Gives the book of this number.
#[get("/shelves/{shelf}/books/{number}")]
async fn book(shelf: String, number: u32) -> String {
    format!("{shelf} {number}")
}

/// The paths of the operations and what is said of them.
const OPERATIONS: [(&str, &str); 3] = [
    ("/books", "Lists the books."),
    ("/books", "Adds a book to the shelf."),
    (
        "/shelves/{shelf}/books/{number}",
        "Gives the book of this number.",
    ),
];

/// A name other than `localhost`, for which the UI behaves as it does for users.
const HOST: &str = "books.test";

/// How long the browser may take.
const LIMIT: Duration = Duration::from_mins(2);

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_every_operation() {
    check("", "/docs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nested_page_shows_every_operation() {
    check("", "/a/docs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_the_root_shows_every_operation() {
    check("", "/").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_an_app_below_a_path_shows_every_operation() {
    check("/v1", "/docs").await;
}

/// The app below `prefix` has its page at `docs`.
async fn check(prefix: &'static str, docs: &str) {
    let Some(browser) = browser() else { return };
    let app = App::new("Books", "1.0.0").routes(routes![list_books, add_book, book]);
    let watch = Watch::new(app.docs(docs).build().unwrap(), prefix);
    let port = serve(watch.clone()).await;
    let url = format!("http://{HOST}:{port}{prefix}{docs}");
    let page = tokio::task::spawn_blocking(move || Page::open(browser, &url));
    let page = page.await.unwrap();
    page.shows_all_operations();
    page.complains_of_nothing();
    watch.served_everything(docs);
}

/// The page as the browser shows it, and what the page said on its console.
struct Page {
    dom: String,
    console: Vec<String>,
}

impl Page {
    fn open(browser: &str, url: &str) -> Self {
        let folder = Folder::new();
        let (out, log) = (folder.0.join("out"), folder.0.join("log"));
        let child = Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--virtual-time-budget=20000",
                "--dump-dom",
            ])
            .arg(format!("--host-resolver-rules=MAP {HOST} 127.0.0.1"))
            .arg(format!("--user-data-dir={}", folder.0.display()))
            .arg(url)
            .stdout(File::create(&out).unwrap())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let status = wait(child);
        let log = String::from_utf8_lossy(&fs::read(log).unwrap()).into_owned();
        assert!(status.is_some_and(|status| status.success()), "{log}");
        let console = log.lines().filter(|line| line.contains(":CONSOLE:"));
        Page {
            dom: fs::read_to_string(out).unwrap(),
            console: console.map(str::to_owned).collect(),
        }
    }

    fn shows_all_operations(&self) {
        let Page { dom, console } = self;
        for (path, summary) in OPERATIONS {
            let path = format!("data-path=\"{path}\"");
            assert!(dom.contains(&path), "no {path}: {console:?}\n{dom}");
            assert!(dom.contains(summary), "no {summary}: {console:?}\n{dom}");
        }
        let blocks = dom.matches("data-path=\"").count();
        assert_eq!(blocks, OPERATIONS.len(), "{dom}");
    }

    /// The policy refuses what is elsewhere, and the browser says so on the console.
    fn complains_of_nothing(&self) {
        assert!(self.console.is_empty(), "{:#?}", self.console);
    }
}

/// Waits for the browser's end; `None` if it had to be brought about.
fn wait(mut child: Child) -> Option<ExitStatus> {
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

/// A new folder for one run of the browser.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: Mutex<u32> = Mutex::new(0);
        let mut count = COUNT.lock().unwrap();
        *count += 1;
        let name = format!("docs-page-{}-{count}", std::process::id());
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A process of the browser may still write to it; the next clean takes what stays.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The browser's name, if it is there.
fn browser() -> Option<&'static str> {
    let found = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok());
    if found.is_none() {
        let required = std::env::var("FOLIO_TEST_CHROMIUM").is_ok_and(|value| value == "required");
        assert!(!required, "Chromium is required and not there");
        // Not by `eprintln!`, which tests that pass keep to themselves.
        let _ = std::io::stderr().write_all(b"skipped: Chromium is not there\n");
    }
    found
}

/// The service below a path, and what it was asked.
#[derive(Clone)]
struct Watch {
    service: Service,
    prefix: &'static str,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// One request and its answer.
#[derive(Debug)]
struct Seen {
    path: String,
    status: StatusCode,
    headers: HeaderMap,
}

impl Watch {
    fn new(service: Service, prefix: &'static str) -> Self {
        let seen = Arc::default();
        Watch {
            service,
            prefix,
            seen,
        }
    }

    async fn call(mut self, mut request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
        let path = request.uri().path().to_owned();
        let within = path.strip_prefix(self.prefix).map(str::parse::<Uri>);
        *request.uri_mut() = within.and_then(Result::ok).unwrap_or_default();
        let response = self.service.call(request).await?;
        self.seen.lock().unwrap().push(Seen {
            path,
            status: response.status(),
            headers: response.headers().clone(),
        });
        Ok(response)
    }

    fn served_everything(&self, docs: &str) {
        let seen = self.seen.lock().unwrap();
        let missed = seen.iter().find(|seen| seen.status != StatusCode::OK);
        assert!(missed.is_none(), "{missed:?}");
        let page = format!("{}{docs}", self.prefix);
        let page = seen.iter().find(|seen| seen.path == page).unwrap();
        let policy = page.headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'self'"), "{policy}");
        let document = format!("{}/openapi.json", self.prefix);
        assert!(seen.iter().any(|seen| seen.path == document), "{seen:?}");
    }
}

/// Serves in the background; the port.
async fn serve(watch: Watch) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(connection(stream, watch.clone()));
        }
    });
    port
}

async fn connection(stream: TcpStream, watch: Watch) {
    let service = service_fn(|request| watch.clone().call(request));
    let served = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // The browser leaves when it is done.
    let _ = served.await;
}
