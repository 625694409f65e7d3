//! The end of a process: SIGTERM, to a copy of this test that does nothing but serve.

use std::time::Duration;

use crate::{
    app::{self, PROBE, request},
    wire::{
        Wire,
        process::{self, Process, SLACK},
    },
};

/// How long a stop waits for what is under way.
const GRACE: Duration = Duration::from_secs(10);

/// Not a test but the server, when a test below starts it.
#[test]
fn serves_when_it_is_told_to() {
    process::serve(app::app);
}

fn start() -> Process {
    let server = Process::start("shutdown::serves_when_it_is_told_to");
    // A served request says that signals are heard.
    assert_eq!(server.sent(PROBE).answer().text(), "probed");
    server
}

/// A request that has begun, its handler waiting for the rest of the body.
fn begun(server: &Process) -> Wire {
    let head =
        "POST /echo HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n";
    let mut wire = server.sent(head);
    assert_eq!(wire.answer().status, 100);
    wire
}

#[test]
fn a_stop_answers_what_has_begun_and_closes_the_rest() {
    let server = start();
    let mut silent = server.sent("");
    let mut begun = begun(&server);
    let mut idle = server.sent(PROBE);
    assert_eq!(idle.answer().text(), "probed");
    server.terminate();
    server.refuses();
    silent.closes();
    idle.closes();
    let answer = begun.ask("hello");
    assert_eq!(answer.text(), "hello");
    assert_eq!(answer.get("connection"), Some("close"));
    begun.closes();
    // Nothing is left to wait for, so the grace period does not have to pass.
    let (status, waited, _) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
    assert!(waited < GRACE, "{waited:?}");
}

#[test]
fn a_stop_without_connections_ends_at_once() {
    let server = start();
    server.terminate();
    let (status, waited, _) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
    assert!(waited < GRACE, "{waited:?}");
}

#[test]
fn a_stop_waits_no_longer_than_its_grace() {
    let server = start();
    let mut half = server.sent(PROBE.strip_suffix("\r\n").unwrap());
    let mut begun = begun(&server);
    let mut never = server.sent(request("GET", "/never"));
    server.terminate();
    let (status, ..) = server.end(GRACE + SLACK);
    assert!(status.success(), "{status}");
    half.closes();
    begun.closes();
    never.closes();
}
