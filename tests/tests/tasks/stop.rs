//! What the end of a server leaves of its tasks.

use std::time::Duration;

use crate::{
    app,
    wire::process::{self, Process, SLACK},
};

/// How long a stop waits for what is under way.
const GRACE: Duration = Duration::from_secs(10);

/// Not a test but the server, when a test below starts it.
#[test]
fn serves_when_it_is_told_to() {
    process::serve(app::told_by_itself);
}

fn start() -> Process {
    Process::start("stop::serves_when_it_is_told_to")
}

fn status(server: &Process, method: &str, target: &str) -> u16 {
    let request = format!("{method} {target} HTTP/1.1\r\nhost: a\r\n\r\n");
    server.sent(request).answer().status
}

/// The next words the tasks and hooks of a server say.
fn assert_says(server: &Process, words: &[&str]) {
    for word in words {
        let next = "GET /next HTTP/1.1\r\nhost: a\r\n\r\n";
        assert_eq!(server.sent(next).answer().text(), *word);
    }
}

#[test]
fn counts_add_up_whatever_happens() {
    let server = start();
    // A client that leaves in the middle of a body.
    let mut left = server.sent("GET /endless HTTP/1.1\r\nhost: a\r\n\r\n");
    assert_eq!(left.exactly(4), b"HTTP");
    drop(left);
    assert_says(&server, &["streamed", "completed: false, bytes: 1"]);
    // Tasks that fail and panic.
    assert_eq!(status(&server, "POST", "/failing"), 201);
    let async_panic = "async of /failing panicked";
    let blocking_panic = "blocking of /failing panicked";
    let error = "error of /failing failed: why";
    assert_says(&server, &[async_panic, blocking_panic, error, "after"]);
    // Tasks in flight when the server stops: one that will end in time, and three that won't.
    assert_eq!(status(&server, "POST", "/line"), 201);
    assert_says(&server, &["reads"]);
    assert_eq!(status(&server, "GET", "/text"), 200);
    assert_says(&server, &["one", "two"]);
    assert_eq!(status(&server, "POST", "/forever"), 201);
    let next = "GET /next HTTP/1.1\r\nhost: a\r\n\r\n";
    let mut both = [0, 1].map(|_| server.sent(next).answer().text().to_owned());
    both.sort();
    assert_eq!(both, ["blocks", "runs"]);
    server.terminate();
    // A hanging thread does not keep the process either.
    let (status, _, report) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
    let counts = "counts: TaskCounts { accepted: 12, refused: 0, waiting: 0, running: 0, \
        finished: 6, failed: 1, panicked: 2, timed_out: 0, cut_off: 3 }";
    assert!(report.contains(counts), "{report}");
    assert_eq!(report.matches("kind: CutOff").count(), 3, "{report}");
    for name in ["runs", "blocks", "waits"] {
        assert!(report.contains(&format!("name: \"{name}\"")), "{report}");
    }
}

#[test]
fn a_stop_waits_for_tasks() {
    let server = start();
    assert_eq!(status(&server, "POST", "/line"), 201);
    assert_says(&server, &["reads"]);
    server.terminate();
    server.refuses();
    let (status, waited, report) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
    assert!(waited < GRACE, "{waited:?}");
    assert!(report.contains("cut_off: []"), "{report}");
    assert!(report.contains("finished: 1,"), "{report}");
}
