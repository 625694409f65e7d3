//! What becomes of a stream that fails, and of its source when nobody wants it any more.

use std::{
    convert::Infallible,
    io,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    task::{Context, Poll, Waker},
    time::Duration,
};

use folio::{
    App, Body, Emitter, JsonArray, JsonLines, Service, State, Stream, get,
    http::{Request, Response},
    routes,
};
use http_body_util::BodyExt;
use hyper::body::Body as _;
use tower_service::Service as _;

/// How long a test waits for something that has to come.
const PATIENCE: Duration = Duration::from_mins(1);

/// Says that it was dropped.
struct Guard(Arc<AtomicBool>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// How far the endless source has got, and whether it is gone.
#[derive(Clone, Default)]
struct Watch {
    pulled: Arc<AtomicUsize>,
    dropped: Arc<AtomicBool>,
}

#[get("/fails/{kind}")]
fn fails(kind: String) -> Stream<String> {
    let parts = (0..3).map(|n| match n {
        2 => Err(io::Error::other("a secret of the server")),
        n => Ok(format!("part {n}\n")),
    });
    match kind.as_str() {
        "stream" => Stream::new(tokio_stream::iter(parts)),
        "iter" => Stream::iter(parts),
        "blocking" => Stream::blocking(parts),
        _ => Stream::generate(async move |mut out| {
            for part in parts {
                out.send(part?).await;
            }
            Ok::<(), io::Error>(())
        }),
    }
}

#[get("/panics")]
fn panics() -> Stream<String> {
    Stream::blocking((0..3).map(|n| {
        assert!(n < 2, "of the iterator");
        format!("part {n}\n")
    }))
}

/// `NaN` as a key is nothing that JSON has.
#[get("/unwritable")]
fn unwritable() -> JsonLines<std::collections::HashMap<String, Unwritable>> {
    let row = |ok| std::collections::HashMap::from([("a".to_owned(), Unwritable(ok))]);
    JsonLines::iter([row(true), row(false)])
}

#[derive(utoipa::ToSchema)]
struct Unwritable(bool);

impl serde::Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 {
            serializer.serialize_bool(true)
        } else {
            Err(serde::ser::Error::custom("not this one"))
        }
    }
}

#[get("/array")]
fn array() -> JsonArray<u8> {
    JsonArray::iter([Ok(1), Err(io::Error::other("lost"))])
}

/// What a test sends, one part after another.
type Parts = Mutex<Option<mpsc::Receiver<String>>>;

#[get("/sent")]
fn sent(parts: State<Parts>) -> Stream<String> {
    let parts = parts.lock().unwrap().take();
    Stream::blocking(parts.into_iter().flatten())
}

#[get("/endless/{kind}")]
fn endless(kind: String, watch: State<Watch>) -> Stream<String> {
    let guard = Guard(Arc::clone(&watch.dropped));
    let pulled = Arc::clone(&watch.pulled);
    let parts = std::iter::from_fn(move || {
        let _alive = &guard;
        Some(format!("{}\n", pulled.fetch_add(1, Ordering::SeqCst)))
    });
    match kind.as_str() {
        "iter" => Stream::iter(parts),
        "stream" => Stream::new(tokio_stream::iter(parts)),
        "blocking" => Stream::blocking(parts),
        "task" => Stream::generate(async move |mut out| {
            tokio::spawn(async move {
                for part in parts {
                    if !out.send(part).await {
                        break;
                    }
                }
            })
            .await
        }),
        _ => Stream::generate(async move |mut out| {
            for part in parts {
                out.send(part).await;
            }
        }),
    }
}

/// Items that write nothing.
#[get("/silent")]
fn silent() -> Stream<String> {
    Stream::iter(std::iter::repeat_with(String::new))
}

fn service(watch: &Watch) -> Service {
    let app = App::new("Streams", "1").state(watch.clone());
    let endpoints = routes![fails, panics, unwritable, array, endless, silent];
    app.routes(endpoints).build().unwrap()
}

async fn get(path: &str, watch: &Watch) -> Response<Body> {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer: Result<_, Infallible> = service(watch).call(request).await;
    answer.unwrap_or_else(|never| match never {})
}

/// Everything before the end, and whether that was a failure.
async fn read(path: &str) -> (String, bool) {
    let mut body = get(path, &Watch::default()).await.into_body();
    let mut text = String::new();
    loop {
        match body.frame().await {
            Some(Ok(frame)) => {
                text.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
            }
            Some(Err(_)) => return (text, true),
            None => return (text, false),
        }
    }
}

#[tokio::test]
async fn a_failure_ends_the_body_behind_what_was_good() {
    for kind in ["stream", "iter", "blocking", "generate"] {
        let (text, failed) = read(&format!("/fails/{kind}")).await;
        assert_eq!(
            (text.as_str(), failed),
            ("part 0\npart 1\n", true),
            "{kind}"
        );
    }
    assert_eq!(
        read("/unwritable").await,
        ("{\"a\":true}\n".to_owned(), true)
    );
    assert_eq!(read("/array").await, ("[1".to_owned(), true));
}

#[tokio::test]
async fn a_panic_is_a_failure() {
    let read = read("/panics").await;
    assert_eq!(read, ("part 0\npart 1\n".to_owned(), true));
}

#[tokio::test]
async fn a_body_that_is_dropped_drops_its_source() {
    for kind in ["iter", "stream", "generate"] {
        let watch = Watch::default();
        let mut answer = get(&format!("/endless/{kind}"), &watch).await;
        assert!(answer.body_mut().frame().await.is_some());
        assert!(!watch.dropped.load(Ordering::SeqCst), "{kind}");
        drop(answer);
        assert!(watch.dropped.load(Ordering::SeqCst), "{kind}");
    }
}

/// Before its first item, while it is asked for one, and when it has made enough.
#[tokio::test]
async fn a_body_that_is_dropped_drops_a_source_that_blocks() {
    for polled in [false, true] {
        let watch = Watch::default();
        let mut body = get("/endless/blocking", &watch).await.into_body();
        if polled {
            let _ = Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop()));
        }
        drop(body);
        dropped(&watch).await;
        assert!(polled || watch.pulled.load(Ordering::SeqCst) == 0);
    }
    let watch = Watch::default();
    let mut body = get("/endless/blocking", &watch).await.into_body();
    while body
        .frame()
        .await
        .unwrap()
        .unwrap()
        .data_ref()
        .unwrap()
        .len()
        < 8000
    {}
    assert!(!watch.dropped.load(Ordering::SeqCst));
    drop(body);
    dropped(&watch).await;
}

/// Waits until the source is gone.
async fn dropped(watch: &Watch) {
    let gone = async {
        while !watch.dropped.load(Ordering::SeqCst) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, gone).await.unwrap();
}

/// Whatever becomes of the second, the first is there.
#[tokio::test]
async fn an_item_does_not_wait_for_the_next() {
    let (sender, parts) = mpsc::channel();
    let app = App::new("Streams", "1").state(Parts::new(Some(parts)));
    let mut service = app.routes(routes![sent]).build().unwrap();
    let request = Request::get("/sent").body(Body::empty()).unwrap();
    let mut body = service.call(request).await.unwrap().into_body();
    for part in ["one", "two", "three"] {
        sender.send(part.to_owned()).unwrap();
        let frame = tokio::time::timeout(PATIENCE, body.frame()).await.unwrap();
        let bytes = frame.unwrap().unwrap().into_data().unwrap();
        assert_eq!(bytes, part.as_bytes());
    }
    drop(sender);
    assert!(body.frame().await.is_none());
}

#[tokio::test]
async fn a_source_is_asked_only_for_what_is_taken() {
    for kind in ["iter", "stream", "generate"] {
        let watch = Watch::default();
        let mut answer = get(&format!("/endless/{kind}"), &watch).await;
        assert_eq!(watch.pulled.load(Ordering::SeqCst), 0, "{kind}");
        let first = answer.body_mut().frame().await.unwrap().unwrap();
        // Each item is two bytes long at least.
        let pulled = watch.pulled.load(Ordering::SeqCst);
        assert!(pulled <= 5000, "{kind}: {pulled}");
        assert!(first.data_ref().unwrap().len() <= 9000, "{kind}");
        tokio::task::yield_now().await;
        assert_eq!(watch.pulled.load(Ordering::SeqCst), pulled, "{kind}");
    }
}

/// Its thread goes on until it has made a frame, and no further.
#[tokio::test]
async fn a_source_that_blocks_is_a_frame_ahead_at_most() {
    let watch = Watch::default();
    let mut answer = get("/endless/blocking", &watch).await;
    assert_eq!(watch.pulled.load(Ordering::SeqCst), 0);
    let first = answer.body_mut().frame().await.unwrap().unwrap();
    assert!(first.data_ref().unwrap().len() <= 9000);
    // Time for a thread that does not stop.
    let mut other = get("/endless/blocking", &Watch::default())
        .await
        .into_body();
    for _ in 0..100 {
        assert!(other.frame().await.is_some());
    }
    let pulled = watch.pulled.load(Ordering::SeqCst);
    assert!(pulled <= 10_000, "{pulled}");
}

/// A task that has the emitter does not wait for a client that is gone.
#[tokio::test]
async fn a_task_that_sends_is_let_go() {
    let watch = Watch::default();
    let mut answer = get("/endless/task", &watch).await;
    assert!(answer.body_mut().frame().await.is_some());
    drop(answer);
    dropped(&watch).await;
}

/// One task that takes an item and sends it is woken by itself.
#[tokio::test]
async fn a_task_sends_to_itself() {
    let (out, emitters) = mpsc::channel::<Emitter<&'static str>>();
    let app = App::new("Streams", "1").state(Mutex::new(out));
    let mut service = app.routes(routes![handed_out]).build().unwrap();
    let request = Request::get("/handed-out").body(Body::empty()).unwrap();
    let mut body = service.call(request).await.unwrap().into_body();
    let mut emitter = emitters.recv().unwrap();
    let both = async {
        for part in ["one", "two", "three"] {
            let (frame, sent) = tokio::join!(body.frame(), emitter.send(part));
            assert_eq!(frame.unwrap().unwrap().into_data().unwrap(), part);
            assert!(sent);
            let (sent, frame) = tokio::join!(emitter.send(part), body.frame());
            assert_eq!(frame.unwrap().unwrap().into_data().unwrap(), part);
            assert!(sent);
        }
    };
    tokio::time::timeout(PATIENCE, both).await.unwrap();
}

#[get("/handed-out")]
fn handed_out(out: State<Mutex<mpsc::Sender<Emitter<&'static str>>>>) -> Stream<&'static str> {
    Stream::generate(|emitter| {
        out.lock().unwrap().send(emitter).unwrap();
        std::future::pending::<()>()
    })
}

#[tokio::test]
async fn items_that_write_nothing_do_not_keep_the_thread() {
    let mut body = get("/silent", &Watch::default()).await.into_body();
    let polled = Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Pending));
}
