//! Requests and answers on one connection: order, heads without bodies, targets.

use crate::{
    app::{LAST, PROBE, request, sent},
    wire::Answer,
};

#[test]
fn a_body_is_asked_for_when_it_is_wanted() {
    let head =
        "POST /echo HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n";
    let mut wire = sent(head);
    assert_eq!(wire.answer().status, 100);
    assert_eq!(wire.ask("hello").text(), "hello");
    assert_eq!(wire.ask(PROBE).text(), "probed");
}

#[test]
fn a_body_is_not_asked_for_when_it_is_refused() {
    for (case, fields, status) in [
        ("a method", "GET /echo", 405),
        ("a path", "POST /nothing", 404),
        ("a length", "POST /echo", 413),
    ] {
        let head = format!("{fields} HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n");
        let mut wire = sent(format!("{head}content-length: 3000000\r\n\r\n"));
        wire.answer().assert_problem(status, case);
        wire.closes();
    }
}

#[test]
fn answers_come_in_the_order_of_requests() {
    let numbers = 0..200;
    let requests: String = numbers
        .clone()
        .map(|number| request("GET", &format!("/text/{number}")))
        .collect();
    let answers = sent(requests + LAST).rest();
    let texts: Vec<&str> = answers.iter().map(Answer::text).collect();
    let expected = numbers.map(|number| number.to_string());
    let expected: Vec<String> = expected.chain(["probed".to_owned()]).collect();
    assert_eq!(texts, expected);
}

/// An answer that takes its time does not let the next one overtake it.
#[test]
fn a_slow_answer_is_not_overtaken() {
    let mut wire = sent(request("GET", "/held") + PROBE);
    let mut other = sent(request("POST", "/release"));
    assert_eq!(other.answer().status, 201);
    assert_eq!(wire.answer().text(), "released");
    assert_eq!(wire.answer().text(), "probed");
}

#[test]
fn a_request_may_come_byte_by_byte() {
    let mut wire = sent("");
    for byte in PROBE.bytes() {
        wire.send([byte]);
    }
    assert_eq!(wire.answer().text(), "probed");
}

#[test]
fn head_is_get_without_the_body() {
    for path in [
        "/probe",
        "/text/hello",
        "/streamed",
        "/openapi.json",
        "/nothing",
        "/echo",
    ] {
        let get = sent(request("GET", path)).answer();
        let mut wire = sent(request("HEAD", path) + PROBE);
        let head = wire.answer_to(true);
        assert_eq!(wire.answer().text(), "probed", "{path}");
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.get("content-type"), get.get("content-type"), "{path}");
        let length = get.get("content-length");
        assert_eq!(head.get("content-length"), length, "{path}");
        assert_eq!(length.is_none(), path == "/streamed", "{path}");
    }
}

#[test]
fn a_status_without_a_body_has_none_on_the_wire() {
    for (method, path, status) in [
        ("DELETE", "/no-content", 204),
        ("PUT", "/reset", 205),
        ("GET", "/unmodified", 304),
        ("HEAD", "/unmodified", 304),
        ("OPTIONS", "/probe", 204),
    ] {
        let mut wire = sent(request(method, path) + PROBE);
        let answer = wire.answer();
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.body, b"", "{path}");
        assert_eq!(answer.get("content-type"), None, "{path}");
        assert_eq!(answer.get("transfer-encoding"), None, "{path}");
        let length = answer.get("content-length");
        let allowed = length.is_none() || status == 205 && length == Some("0");
        assert!(allowed, "{path}: {answer:?}");
        assert_eq!(wire.answer().text(), "probed", "{path}");
    }
}

#[test]
fn options_say_what_is_allowed() {
    for (target, allow) in [
        ("/probe", "GET, HEAD, OPTIONS"),
        ("/echo", "POST, OPTIONS"),
        ("*", "GET, HEAD, POST, PUT, DELETE, OPTIONS"),
    ] {
        let answer = sent(request("OPTIONS", target)).answer();
        assert_eq!(answer.status, 204, "{target}");
        assert_eq!(answer.get("allow"), Some(allow), "{target}");
    }
}

#[test]
fn another_method_is_told_which_there_are() {
    for (method, path, allow) in [
        ("POST", "/probe", "GET, HEAD, OPTIONS"),
        ("GET", "/echo", "POST, OPTIONS"),
        ("TRACE", "/probe", "GET, HEAD, OPTIONS"),
        ("get", "/probe", "GET, HEAD, OPTIONS"),
        ("BREW", "/no-content", "DELETE, OPTIONS"),
        ("DELETE", "/openapi.json", "GET, HEAD, OPTIONS"),
    ] {
        let mut wire = sent(request(method, path));
        let answer = wire.answer();
        answer.assert_problem(405, method);
        assert_eq!(answer.get("allow"), Some(allow), "{method} {path}");
        assert_eq!(wire.ask(PROBE).text(), "probed", "{method} {path}");
    }
}

/// A tunnel is refused, and what a client sends into it is no request of this server's.
#[test]
fn connect_opens_nothing() {
    let mut wire = sent("CONNECT example.com:443 HTTP/1.1\r\nhost: example.com:443\r\n\r\n");
    let answer = wire.answer();
    assert_eq!(answer.status / 100, 4, "{answer:?}");
}

#[test]
fn a_path_is_decoded_once() {
    for (sent_as, text) in [
        ("a", "a"),
        ("%61", "a"),
        ("%2561", "%61"),
        ("%252F", "%2F"),
        ("a%2Fb", "a/b"),
        ("a%2fb", "a/b"),
        ("%2e%2E", ".."),
        ("..", ".."),
        ("a+b", "a+b"),
        ("a%20b", "a b"),
        ("%C3%BC", "ü"),
        ("%zz", "%zz"),
        ("%", "%"),
        ("a;b=c", "a;b=c"),
        ("a?b", "a"),
    ] {
        let answer = sent(request("GET", &format!("/text/{sent_as}"))).answer();
        assert_eq!((answer.status, answer.text()), (200, text), "{sent_as}");
    }
}

#[test]
fn a_path_that_is_no_text_is_refused() {
    for text in [
        "%FF",
        "%C3",
        "%C3%28",
        "%ED%A0%80",
        "%F4%90%80%80",
        "%C0%AF",
        "%00",
        "a%00b",
    ] {
        let answer = sent(request("GET", &format!("/text/{text}"))).answer();
        answer.assert_problem(400, text);
    }
}

#[test]
fn nothing_is_guessed_about_a_path() {
    for path in [
        "//",
        "//probe",
        "/probe/",
        "/probe//",
        "/Probe",
        "/%70robe",
        "/../x",
        "/../probe",
        "/./probe",
        "/x/../probe",
        "/text",
        "/text/",
        "/text//",
        "/text/a/b",
        "/text//a",
        "/probe%2F",
        "/%2e%2e/probe",
        "/probe%3Fa",
        "/probe%00",
    ] {
        let mut wire = sent(request("GET", path));
        wire.answer().assert_problem(404, path);
        assert_eq!(wire.ask(PROBE).text(), "probed", "{path}");
    }
}

#[test]
fn bytes_that_are_no_uri_never_reach_a_handler() {
    for path in [
        "/text/\u{fc}",
        "/text/\"",
        "/text/<a>",
        "/text/a#b",
        "/text/a\\b",
        "/text/\x7f",
    ] {
        let answer = sent(request("GET", path)).answer();
        let understood = answer.status == 200 && answer.text() == path.trim_start_matches("/text/");
        assert!(
            understood || matches!(answer.status, 400 | 200),
            "{path}: {answer:?}"
        );
        assert!(!answer.text().contains('#'), "{path}: {answer:?}");
    }
}
