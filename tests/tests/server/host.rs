//! `Host` (RFC 9112 §3.2): exactly one, and a valid one.

use crate::app::{PROBE, sent};

const GOOD: [(&str, &str); 16] = [
    ("a name", "host: example.com\r\n"),
    ("a name in any case", "HOST: EXAMPLE.com\r\n"),
    ("space around it", "host: \t example.com \t\r\n"),
    ("no space before it", "host:example.com\r\n"),
    ("a port", "host: example.com:8080\r\n"),
    ("a port without digits", "host: example.com:\r\n"),
    ("the last port", "host: example.com:65535\r\n"),
    ("nothing", "host:\r\n"),
    ("nothing but space", "host:  \r\n"),
    ("IPv4", "host: 127.0.0.1:80\r\n"),
    ("IPv6", "host: [2001:db8::1]\r\n"),
    ("IPv6 and a port", "host: [::1]:8000\r\n"),
    ("IPv4 in IPv6", "host: [::ffff:1.2.3.4]\r\n"),
    ("IPvFuture", "host: [v1.a:b]\r\n"),
    ("percent-encoding", "host: a%20b\r\n"),
    ("sub-delimiters", "host: a!$&'()*+,;=b\r\n"),
];

const BAD: [(&str, &str); 25] = [
    ("none", ""),
    ("two that differ", "host: a\r\nhost: b\r\n"),
    ("two that agree", "host: a\r\nhost: a\r\n"),
    ("two apart", "host: a\r\nx-a: 1\r\nHost: a\r\n"),
    ("two in one", "host: a, b\r\n"),
    ("userinfo", "host: user@example.com\r\n"),
    (
        "userinfo with a password",
        "host: user:word@example.com\r\n",
    ),
    ("a port of letters", "host: example.com:http\r\n"),
    ("a port with a sign", "host: example.com:+80\r\n"),
    ("a port over the last", "host: example.com:65536\r\n"),
    ("a port of six digits", "host: example.com:000080\r\n"),
    ("two ports", "host: example.com:80:80\r\n"),
    ("a bracket alone", "host: [::1\r\n"),
    ("a bracket too late", "host: a[::1]\r\n"),
    ("text after a bracket", "host: [::1]a\r\n"),
    ("empty brackets", "host: []\r\n"),
    ("IPv6 without brackets", "host: ::1\r\n"),
    ("IPv4 in brackets", "host: [127.0.0.1]\r\n"),
    ("a name in brackets", "host: [example.com]\r\n"),
    ("half a percent-encoding", "host: a%2\r\n"),
    ("a wrong percent-encoding", "host: a%zz\r\n"),
    ("a path", "host: example.com/a\r\n"),
    ("a query", "host: example.com?a\r\n"),
    ("a whole URI", "host: http://example.com\r\n"),
    ("bytes beyond ASCII", "host: b\u{fc}cher\r\n"),
];

#[test]
fn a_valid_host_is_served() {
    for (case, fields) in GOOD {
        let mut wire = sent(format!("GET /probe HTTP/1.1\r\n{fields}\r\n"));
        assert_eq!(wire.answer().text(), "probed", "{case}");
        assert_eq!(wire.ask(PROBE).text(), "probed", "{case}, again");
    }
}

#[test]
fn any_other_host_is_refused() {
    for (case, fields) in BAD {
        let bad = format!("GET /probe HTTP/1.1\r\n{fields}\r\n");
        let mut wire = sent(format!("{bad}{PROBE}"));
        let answer = wire.answer();
        answer.assert_problem(400, case);
        assert_eq!(answer.get("connection"), Some("close"), "{case}");
        wire.closes();
    }
}

#[test]
fn a_refusal_comes_before_everything_else() {
    for (case, line) in [
        ("no such path", "GET /nothing HTTP/1.1"),
        ("no such method", "DELETE /probe HTTP/1.1"),
        ("options", "OPTIONS * HTTP/1.1"),
        ("absolute form", "GET http://example.com/probe HTTP/1.1"),
    ] {
        let mut wire = sent(format!("{line}\r\n\r\n"));
        wire.answer().assert_problem(400, case);
        wire.closes();
    }
    let mut wire = sent("HEAD /probe HTTP/1.1\r\n\r\n");
    assert_eq!(wire.answer_to(true).status, 400);
    wire.closes();
}

#[test]
fn http_1_0_needs_no_host() {
    let mut wire = sent("GET /probe HTTP/1.0\r\n\r\n");
    assert_eq!(wire.answer().text(), "probed");
    wire.closes();
    let mut wire = sent("GET /probe HTTP/1.0\r\nhost: a@b\r\n\r\n");
    wire.answer().assert_problem(400, "a bad one all the same");
    wire.closes();
}

#[test]
fn an_absolute_target_is_a_path() {
    for target in [
        "http://example.com/probe",
        "http://example.com:80/probe?a=b",
        "https://other.example/probe",
    ] {
        let mut wire = sent(format!(
            "GET {target} HTTP/1.1\r\nhost: example.com\r\n\r\n"
        ));
        assert_eq!(wire.answer().text(), "probed", "{target}");
        assert_eq!(wire.ask(PROBE).text(), "probed", "{target}, again");
    }
}
