//! Tasks without a server: the client of tests, and tower.

use std::time::Duration;

use bytes::Bytes;
use folio::{TaskLimits, test::Client};
use http::Request;
use http_body_util::Empty;
use tower_service::Service;

use crate::app::app;

/// How long a test waits for something that has to come.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn tasks_run_on_errors_by_choice() {
    let (app, heard) = app();
    let client = Client::new(app);
    assert_eq!(client.get("/nothing").await.status(), 404);
    assert_eq!(client.service().task_counts().accepted, 0);
    assert_eq!(client.get("/nothing-on-errors").await.status(), 404);
    let report = client.service().drain(PATIENCE).await;
    assert_eq!(report.counts.finished, 1);
    assert_eq!(heard.so_far(), ["nothing"]);
}

#[tokio::test]
async fn an_answer_nobody_wants_has_its_tasks() {
    let (app, heard) = app();
    let mut service = app.build().unwrap();
    let request = |path: &str| Request::get(path).body(Empty::<Bytes>::new()).unwrap();
    let answer = service.call(request("/streamed/10")).await.unwrap();
    assert_eq!(service.task_counts().accepted, 0);
    drop(answer);
    let report = service.drain(PATIENCE).await;
    assert_eq!(report.counts.finished, 2);
    assert_eq!(heard.so_far(), ["streamed", "completed: false, bytes: 0"]);
}

#[tokio::test]
async fn hooks_are_called_when_tasks_are_refused() {
    let (app, heard) = app();
    let client = Client::new(app.task_limits(TaskLimits::new().queue(1)));
    let answer = client.get("/streamed/10").await;
    assert_eq!(answer.bytes().len(), 10);
    let report = client.service().drain(PATIENCE).await;
    assert_eq!((report.counts.accepted, report.counts.refused), (0, 2));
    let said = heard.so_far();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(
        said[0].ends_with("/streamed/{length} was refused"),
        "{said:?}"
    );
    assert_eq!(said[2], "completed: true, bytes: 10");
}
