//! An app whose tasks say that they ran.

use std::{
    net::SocketAddr,
    pin::Pin,
    sync::{Mutex, mpsc},
    task::{self, Poll},
    time::Duration,
};

use bytes::Bytes;
use folio::{
    App, Body, Context, OperationDoc, Respond, Response, State, Task, Tasks, by, delete, get,
    http::StatusCode, post, routes,
};
use http::header::{CONTENT_TYPE, HeaderValue};
use http_body_util::{BodyExt, Full};
use hyper::body::Frame;

use crate::wire;

/// How long a test waits for something that has to come.
const PATIENCE: Duration = Duration::from_mins(1);

/// The length of the long answers: more than the buffers of a socket hold.
pub(crate) const LONG: usize = 20 * 1024 * 1024;

/// Where tasks say what they did.
pub(crate) type Said = mpsc::Sender<String>;

/// An app and what its tasks and hooks say.
pub(crate) fn app() -> (App, Heard) {
    let (said, heard) = mpsc::channel();
    let failures = said.clone();
    let app = App::new("Tasks", "0.0.0")
        .state(said)
        .on_task_failure(move |failure| {
            let _ = failures.send(failure.to_string());
        })
        .routes(routes![note, text, long, removed, unmodified, streamed])
        .routes(routes![
            endless,
            nothing,
            nothing_on_errors,
            failing,
            forever,
            line
        ]);
    (app, Heard(Mutex::new(heard)))
}

/// An app that tells by its own `/next` what its tasks and hooks say.
pub(crate) fn told_by_itself() -> App {
    let (app, heard) = app();
    app.state(heard).routes(routes![next])
}

/// An app, served.
pub(crate) fn served() -> (SocketAddr, Heard) {
    let (app, heard) = app();
    (wire::serve(app), heard)
}

/// What tasks said, in order.
pub(crate) struct Heard(Mutex<mpsc::Receiver<String>>);

impl Heard {
    /// The next that is said, which has to come.
    pub(crate) fn next(&self) -> String {
        self.0.lock().unwrap().recv_timeout(PATIENCE).unwrap()
    }

    /// What was said already.
    pub(crate) fn so_far(&self) -> Vec<String> {
        self.0.lock().unwrap().try_iter().collect()
    }
}

/// A task that says a word.
fn say(said: &State<Said>, word: impl Into<String>) -> Task {
    let (said, word) = (said.clone(), word.into());
    Task::new(async move { said.send(word) })
}

/// Says a word at once.
#[post("/notes/{word}", status = 200)]
async fn note(word: String, said: State<Said>) {
    said.send(word).unwrap();
}

/// The next word.
#[get("/next", blocking)]
fn next(heard: State<Heard>) -> String {
    heard.next()
}

#[get("/text")]
async fn text(said: State<Said>) -> Response<String> {
    let tasks = Tasks::in_order([say(&said, "one"), say(&said, "two")]);
    Response::new("text".to_owned()).background(tasks)
}

#[get("/long", media_type = Bytes)]
async fn long(said: State<Said>) -> Response<Vec<u8>> {
    Response::new(vec![b'.'; LONG]).background(say(&said, "long"))
}

#[delete("/removed")]
async fn removed(said: State<Said>) -> Response<()> {
    Response::new(()).background(say(&said, "removed"))
}

#[get("/unmodified")]
async fn unmodified(said: State<Said>) -> Response<()> {
    let response = Response::new(()).status(StatusCode::NOT_MODIFIED);
    response.background(say(&said, "unmodified"))
}

/// A body that says how it ended, and a task.
struct Streamed(Body, State<Said>);

impl Respond<by::Itself> for Streamed {
    const BODY: bool = true;

    fn describe(doc: &mut OperationDoc<'_>) {
        let status = doc.status();
        let schema = serde_json::json!({"type": "string", "format": "binary"});
        doc.answer_with(status, "application/octet-stream", schema);
    }

    fn respond(self, cx: &mut Context) -> http::Response<Body> {
        let Streamed(body, said) = self;
        let ended = said.clone();
        let body = body.on_end(move |end| {
            let word = format!("completed: {}, bytes: {}", end.completed, end.bytes);
            ended.send(word).unwrap();
        });
        let mut response = http::Response::new(body);
        let media = HeaderValue::from_static("application/octet-stream");
        response.headers_mut().insert(CONTENT_TYPE, media);
        let slow = Task::new(async { tokio::task::yield_now().await });
        cx.background(&mut response, Tasks::one(slow).then(say(&said, "streamed")));
        response
    }
}

#[get("/streamed/{length}")]
async fn streamed(length: usize, said: State<Said>) -> Streamed {
    // What frames are mapped has no length any more.
    let body = Full::new(Bytes::from(vec![b'.'; length])).map_frame(|frame| frame);
    Streamed(Body::new(body), said)
}

/// A byte, and then nothing for ever.
struct Endless(Option<Bytes>);

impl hyper::body::Body for Endless {
    type Data = Bytes;
    type Error = folio::BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut task::Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, folio::BodyError>>> {
        match self.0.take() {
            Some(first) => Poll::Ready(Some(Ok(Frame::data(first)))),
            None => Poll::Pending,
        }
    }
}

#[get("/endless")]
async fn endless(said: State<Said>) -> Streamed {
    let body = Endless(Some(Bytes::from_static(b".")));
    Streamed(Body::new(body), said)
}

#[get("/nothing")]
async fn nothing(said: State<Said>) -> Response<Option<u8>> {
    Response::new(None).background(say(&said, "nothing"))
}

#[get("/nothing-on-errors")]
async fn nothing_on_errors(said: State<Said>) -> Response<Option<u8>> {
    let tasks = Tasks::one(say(&said, "nothing")).on_errors();
    Response::new(None).background(tasks)
}

fn panics() {
    panic!("a task that panics");
}

#[post("/failing")]
async fn failing(said: State<Said>) -> Response<()> {
    let tasks = Tasks::one(Task::new(async { panics() }).named("async"))
        .then(Task::blocking(panics).named("blocking"))
        .then(Task::new(async { Err::<(), _>("why") }).named("error"))
        .then(say(&said, "after"));
    Response::new(()).background(tasks)
}

/// Tasks that never end.
#[post("/forever")]
async fn forever(said: State<Said>) -> Response<()> {
    let begins = said.clone();
    let runs = Task::new(async move {
        begins.send("runs".to_owned()).unwrap();
        std::future::pending::<()>().await;
    });
    let blocks = Task::blocking(move || {
        said.send("blocks".to_owned()).unwrap();
        let (_sender, never) = mpsc::channel::<()>();
        never.recv()
    });
    let both = Tasks::concurrently([runs.named("runs"), blocks.named("blocks")]);
    let waits = Task::new(async {}).named("waits");
    Response::new(()).background(both.then(waits))
}

/// A task that ends with the input of the process.
#[post("/line")]
async fn line(said: State<Said>) -> Response<()> {
    let reads = Task::blocking(move || {
        said.send("reads".to_owned()).unwrap();
        std::io::stdin().read_line(&mut String::new()).map(drop)
    });
    Response::new(()).background(reads)
}
