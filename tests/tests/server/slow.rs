//! Clients that take their time: those that say nothing end, those that read go on.

use std::{
    ops::Range,
    thread::{self, ScopedJoinHandle},
    time::{Duration, Instant},
};

use crate::{
    app::{LONG, PROBE, address, request, sent},
    wire::Wire,
};

/// A head's ten seconds and no fewer; at most five more for the tick and one for the test.
const HEAD: Range<Duration> = Duration::from_secs(10)..Duration::from_secs(16);

/// A kept connection's thirty seconds and no fewer; as many more.
const IDLE: Range<Duration> = Duration::from_secs(30)..Duration::from_secs(36);

/// The bounds are the documented ones: none says that something is fast. All wait at once.
#[test]
fn who_waits_is_not_waited_for_forever() {
    thread::scope(|scope| {
        let cases = [
            scope.spawn(|| ends_within(HEAD, || sent(""), "")),
            scope.spawn(|| ends_within(HEAD, || sent("G"), "")),
            scope.spawn(|| ends_within(HEAD, || sent(half_a_head()), "")),
            scope.spawn(|| ends_within(HEAD, || sent("\r\n"), "")),
            scope.spawn(|| ends_within(HEAD, || sent("GET /probe HTTP/1.1\r\n"), "x-a: 1\r\n")),
            scope.spawn(|| ends_within(HEAD, || sent(""), "\r\n")),
            scope.spawn(|| ends_within(HEAD, || answered(half_a_head()), "a")),
            scope.spawn(|| ends_within(HEAD, || sent(half_a_body()), "")),
            scope.spawn(|| ends_within(IDLE, || answered(""), "")),
            scope.spawn(|| has_to_read("/long")),
            scope.spawn(|| has_to_read("/long-stream")),
            scope.spawn(|| reads_steadily("/long")),
            scope.spawn(|| reads_steadily("/long-stream")),
            scope.spawn(stays_while_it_is_used),
        ];
        cases.into_iter().for_each(joined);
    });
}

fn joined(case: ScopedJoinHandle<'_, ()>) {
    if let Err(panic) = case.join() {
        std::panic::resume_unwind(panic);
    }
}

fn half_a_head() -> &'static str {
    PROBE.strip_suffix("\r\n\r\n").unwrap()
}

/// A request that a handler reads and that never ends.
fn half_a_body() -> String {
    "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nhalf".to_owned()
}

/// A connection that has served one request and begun another.
fn answered(more: &str) -> Wire {
    let mut wire = sent(PROBE);
    assert_eq!(wire.answer().text(), "probed");
    wire.send(more);
    wire
}

/// Waits for the server to close, sending a drop each second meanwhile.
fn ends_within(limit: Range<Duration>, opened: impl FnOnce() -> Wire, drop: &str) {
    // Begun before the server can have begun, so that the lower bound holds on a busy machine too.
    let start = Instant::now();
    let mut wire = opened();
    let mut drops = 0;
    while !wire.is_closed() {
        let waited = start.elapsed();
        assert!(waited < limit.end, "open after {waited:?} with {drop:?}");
        if !drop.is_empty() && waited.as_secs() > drops {
            wire.send(drop);
            drops += 1;
        }
    }
    let waited = start.elapsed();
    assert!(
        waited >= limit.start,
        "closed after {waited:?} with {drop:?}"
    );
}

/// Reads nothing but the beginning of an answer until it is given up; the rest is cut off.
fn has_to_read(path: &str) {
    let mut wire = sent(request("GET", path));
    wire.exactly(1);
    // Looking whether the server has closed would be reading.
    wait_until(Instant::now() + IDLE.end);
    let length = wire.remains();
    assert!(length < LONG, "{path}: all {length} bytes");
}

/// Reads a long answer over longer than any idle client may stay.
fn reads_steadily(path: &str) {
    const PARTS: usize = 37;
    let mut wire = sent(request("GET", path));
    let start = Instant::now();
    for part in 1..=PARTS {
        wire.exactly(LONG / PARTS);
        wait_until(start + Duration::from_secs(1) * u32::try_from(part).unwrap());
    }
    wire.exactly(LONG % PARTS);
}

/// A connection that is used again and again is older than any limit and still served.
fn stays_while_it_is_used() {
    let mut wire = Wire::open(address());
    let start = Instant::now();
    for second in (0..39).step_by(3) {
        wait_until(start + Duration::from_secs(second));
        assert_eq!(wire.ask(PROBE).text(), "probed", "after {second} s");
    }
}

/// The pace of a client, not a way to wait for a server.
fn wait_until(time: Instant) {
    thread::sleep(time.saturating_duration_since(Instant::now()));
}
