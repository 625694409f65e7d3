//! `background/*`: what is done once the answer was sent.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use folio::{
    File, Mounted, Redirect, Response, State, Task, Tasks, Template, context, get, post, routes,
    test::Client,
};

use crate::errors::NotFound;

/// What was logged since the last reset.
pub(crate) type Log = Arc<Mutex<Vec<String>>>;

fn note(log: &Log, line: impl Into<String>) {
    log.lock().unwrap().push(line.into());
}

async fn later(log: State<Log>, line: impl Into<String>) {
    note(&log, line);
}

#[post("/background/reset", status = 204)]
fn reset(log: State<Log>) {
    log.lock().unwrap().clear();
}

#[get("/background/log")]
fn log(log: State<Log>) -> Vec<String> {
    log.lock().unwrap().clone()
}

#[get("/background/on-response")]
fn on_response(#[query] name: String, log: State<Log>) -> Response<&'static str> {
    note(&log, "handler");
    let task = later(log, format!("task:hello to {name}"));
    Response::new("sent").background(Task::new(task))
}

#[get("/background/on-handler", background(later(log, "declared")))]
fn on_handler(log: State<Log>) -> &'static str {
    note(&log, "handler");
    "sent"
}

#[get(
    "/background/response-beats-decorator",
    background(later(log, "declared"))
)]
fn response_beats_decorator(log: State<Log>) -> Response<&'static str> {
    Response::new("sent").background(Task::new(later(log, "own")))
}

#[get("/background/on-error", background(later(log, "declared")))]
fn on_error(log: State<Log>) -> Result<(), NotFound> {
    drop(log);
    Err(NotFound)
}

fn fails() {
    panic!("a task that fails");
}

/// A task that fails stops nothing.
#[get("/background/failing")]
fn failing(log: State<Log>) -> Response<&'static str> {
    let before = Task::new(later(log.clone(), "before"));
    let after = Task::new(later(log, "after"));
    let fails = Task::new(async { fails() });
    Response::new("sent").background(Tasks::in_order([before, fails, after]))
}

#[get("/background/on-redirect", background(later(log, "redirect")))]
fn on_redirect(log: State<Log>) -> Redirect {
    drop(log);
    Redirect::to("/elsewhere")
}

#[get("/background/on-template", background(later(log, "template")))]
fn on_template(log: State<Log>) -> Template {
    drop(log);
    Template::new("hello.html", context! {})
}

#[get("/background/on-file", background(later(log, "file")))]
fn on_file(log: State<Log>) -> File {
    drop(log);
    File::bytes("sent")
}

pub(crate) fn routes() -> Vec<Mounted> {
    routes![
        reset,
        log,
        on_response,
        on_handler,
        response_beats_decorator,
        on_error,
        failing,
        on_redirect,
        on_template,
        on_file
    ]
    .into_iter()
    .collect()
}

/// Does what comes before a case that looks at the log.
pub(crate) async fn before(id: &str, client: &Client) {
    let first = match id {
        "background/on-response/log" => "/background/on-response?name=bob",
        "background/on-file/log" => "/background/on-file",
        "background/on-error/log" => "/background/on-error",
        _ => return,
    };
    run(first, client).await;
}

async fn run(target: &str, client: &Client) {
    client.post("/background/reset").await;
    let _ = client.get(target).await;
    let report = client.service().drain(Duration::from_mins(1)).await;
    assert!(report.cut_off.is_empty());
}

pub(crate) async fn siblings(client: &Client) {
    for (target, logged) in [
        ("on-handler", ["handler", "declared"].as_slice()),
        ("response-beats-decorator", &["own"]),
        ("on-error", &[]),
        ("failing", &["before", "after"]),
        ("on-redirect", &["redirect"]),
        ("on-template", &["template"]),
    ] {
        run(&format!("/background/{target}"), client).await;
        let log: Vec<String> = client.get("/background/log").await.json();
        assert_eq!(log, logged, "{target}");
    }
}
