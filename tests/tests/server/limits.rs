//! What is too much: of a body, a head, a target, nesting.

use std::fmt::Write as _;

use folio::{App, BODY_LIMIT};

use crate::{
    app::{self, LAST, PROBE, address, sent},
    wire::{self, Wire},
};

/// The default limit.
const LIMIT: usize = 2 * 1024 * 1024;

/// A POST with a length.
fn post(path: &str, length: usize) -> String {
    format!("POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: {length}\r\n\r\n")
}

/// A POST in chunks of 16 KiB.
fn chunked(path: &str, length: usize) -> Vec<u8> {
    let head = format!("POST {path} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
    let mut bytes = head.into_bytes();
    for chunk in vec![b'.'; length].chunks(16 * 1024) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
        bytes.extend(chunk);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}

#[test]
fn a_length_over_the_limit_is_refused_before_the_body() {
    assert_eq!(BODY_LIMIT, LIMIT as u64);
    for length in [LIMIT + 1, 1 << 32, 1 << 40, (1 << 62) + 1] {
        let mut wire = sent(post("/echo", length));
        let answer = wire.answer();
        answer.assert_problem(413, &length.to_string());
        let problem: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(problem["limit"], LIMIT);
        wire.closes();
    }
}

#[test]
fn the_limit_itself_is_served() {
    for request in [
        [post("/echo", LIMIT).into_bytes(), vec![b'.'; LIMIT]].concat(),
        chunked("/echo", LIMIT),
    ] {
        let mut wire = sent(request);
        let answer = wire.answer();
        assert_eq!((answer.status, answer.body.len()), (200, LIMIT));
        assert_eq!(wire.ask(PROBE).text(), "probed");
    }
}

#[test]
fn chunks_over_the_limit_are_refused() {
    let mut wire = sent(chunked("/echo", LIMIT + 1));
    wire.answer().assert_problem(413, "chunks");
}

/// The refusal arrives although nobody reads what the client goes on sending.
#[test]
fn a_refusal_arrives_while_the_body_is_sent() {
    for length in [LIMIT + 1, 2 * LIMIT, 4 * LIMIT] {
        let body = vec![b'.'; length];
        let mut wire = sent(post("/echo", length));
        wire.send(body);
        wire.answer()
            .assert_problem(413, &format!("{length} bytes"));
    }
}

#[test]
fn an_app_sets_its_own_limit() {
    let address = wire::serve(app::app().body_limit(10));
    for (length, status) in [(0, 200), (9, 200), (10, 200), (11, 413), (LIMIT, 413)] {
        let mut wire = Wire::sent(address, post("/echo", length) + &".".repeat(length.min(11)));
        assert_eq!(wire.answer().status, status, "{length}");
        let mut wire = Wire::sent(address, chunked("/echo", length.min(100)));
        assert_eq!(wire.answer().status, status, "{length} in chunks");
    }
    // What nobody reads has no limit.
    let mut wire = Wire::sent(address, post("/ignore", 11) + "hello world");
    assert_eq!(wire.answer().text(), "ignored");
    wire::serve(App::new("No limit at all", "0.0.0").body_limit(u64::MAX));
}

#[test]
fn an_encoded_body_is_refused() {
    for (coding, status) in [
        ("gzip", 415),
        ("br", 415),
        ("GZIP", 415),
        ("identity, gzip", 415),
        ("identity", 200),
        ("Identity", 200),
    ] {
        let head = "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n";
        let mut wire = sent(format!("{head}content-encoding: {coding}\r\n\r\nhello"));
        assert_eq!(wire.answer().status, status, "{coding}");
        assert_eq!(wire.ask(PROBE).text(), "probed", "{coding}");
    }
    let twice = "content-encoding: identity\r\ncontent-encoding: gzip";
    let head = "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n";
    let mut wire = sent(format!("{head}{twice}\r\n\r\nhello"));
    wire.answer().assert_problem(415, "two lines");
}

/// A deep body costs no stack.
#[test]
fn deep_json_is_refused() {
    for (depth, status) in [(2, 200), (128, 400), (10_000, 400), (400_000, 400)] {
        for (open, close) in [("[", "]"), ("{\"\":", "}")] {
            let body = format!("{}{}", open.repeat(depth), close.repeat(depth));
            let head = "POST /deep HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
            let length = body.len();
            let mut wire = sent(format!("{head}content-length: {length}\r\n\r\n{body}"));
            let answer = wire.answer();
            let expected = if open == "[" { status } else { 400 };
            let case = format!("{depth} times {open}");
            assert_eq!(answer.status, expected, "{case}: {}", answer.text());
            assert_eq!(wire.ask(PROBE).text(), "probed", "{case}");
        }
    }
}

/// A head with one field of a length.
fn wide(length: usize) -> String {
    let head = "GET /probe HTTP/1.1\r\nhost: a\r\nconnection: close\r\n";
    format!("{head}x-wide: {}\r\n\r\n", "a".repeat(length))
}

/// A head with a number of fields, `host` and `connection` among them.
fn many(fields: usize) -> String {
    let mut head = "GET /probe HTTP/1.1\r\nhost: a\r\nconnection: close\r\n".to_owned();
    for index in 2..fields {
        let _ = write!(head, "x-{index}: 1\r\n");
    }
    head + "\r\n"
}

/// A head with a target of a length.
fn far(length: usize) -> String {
    let path = "a".repeat(length - 1);
    format!("GET /{path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
}

#[test]
fn a_head_has_its_limits() {
    for (case, request, statuses) in [
        ("32 KiB", wide(32 * 1024), [200, 200]),
        ("63 KiB", wide(63 * 1024), [200, 200]),
        ("70 KiB", wide(70 * 1024), [431, 400]),
        ("1 MiB", wide(1024 * 1024), [431, 400]),
        ("100 fields", many(100), [200, 200]),
        ("101 fields", many(101), [431, 400]),
        ("5000 fields", many(5000), [431, 400]),
        ("a target of 1 KiB", far(1024), [404, 404]),
        ("a target of 60 KiB", far(60 * 1024), [404, 404]),
        ("a target of 65535 bytes", far(65535), [414, 431]),
        ("a target of 70 KB", far(70_000), [414, 431]),
    ] {
        let answers = sent(format!("{request}{LAST}")).rest();
        let [answer] = answers.as_slice() else {
            panic!("{case}: {answers:?}");
        };
        assert!(statuses.contains(&answer.status), "{case}: {answer:?}");
    }
    assert_eq!(Wire::sent(address(), PROBE).answer().text(), "probed");
}

/// No length is so long that it wraps around.
#[test]
fn the_longest_length_is_refused() {
    for length in [u64::MAX - 2, u64::MAX - 1, u64::MAX] {
        let head = format!("POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: {length}\r\n\r\n");
        let answers = sent(head + LAST).rest();
        let [answer] = answers.as_slice() else {
            panic!("{length}: {answers:?}");
        };
        assert!(matches!(answer.status, 413 | 431), "{length}: {answer:?}");
    }
}

/// A path parameter that is as long as can be is whole.
#[test]
fn a_long_parameter_is_whole() {
    let text = "b".repeat(60 * 1024);
    let answer = sent(app::request("GET", &format!("/text/{text}"))).answer();
    assert_eq!(answer.text(), text);
}
