//! When tasks begin: after the last byte, or when there is nobody left to send it to.

use crate::{
    app::{LONG, served},
    wire::Wire,
};

fn request(method: &str, target: &str) -> String {
    format!("{method} {target} HTTP/1.1\r\nhost: a\r\n\r\n")
}

#[test]
fn answers_of_every_kind_have_tasks() {
    let (address, heard) = served();
    let mut wire = Wire::open(address);
    for (method, target, status, words) in [
        ("GET", "/text", 200, ["one", "two"].as_slice()),
        ("HEAD", "/text", 200, &["one", "two"]),
        ("DELETE", "/removed", 204, &["removed"]),
        ("GET", "/unmodified", 304, &["unmodified"]),
        ("GET", "/long", 200, &["long"]),
        ("HEAD", "/long", 200, &["long"]),
        (
            "GET",
            "/streamed/10",
            200,
            &["streamed", "completed: true, bytes: 10"],
        ),
        (
            "GET",
            "/streamed/0",
            200,
            &["streamed", "completed: true, bytes: 0"],
        ),
        (
            "HEAD",
            "/streamed/10",
            200,
            &["streamed", "completed: true, bytes: 0"],
        ),
    ] {
        let answer = wire.ask(request(method, target));
        assert_eq!(answer.status, status, "{method} {target}");
        for word in words {
            assert_eq!(heard.next(), *word, "{method} {target}");
        }
    }
    assert!(heard.so_far().is_empty());
}

/// hyper has taken the whole body by the time its first bytes can be read.
#[test]
fn a_task_begins_after_the_last_byte_was_written() {
    let (address, heard) = served();
    let mut other = Wire::open(address);
    for target in ["/long".to_owned(), format!("/streamed/{LONG}")] {
        let last = format!("GET {target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
        let mut wire = Wire::sent(address, last);
        assert_eq!(wire.exactly(4), b"HTTP");
        for word in ["before", "the", "last"] {
            let note = request("POST", &format!("/notes/{word}"));
            assert_eq!(other.ask(note).status, 200);
            assert_eq!(heard.next(), word, "{target}");
        }
        assert!(wire.remains() > LONG, "{target}");
        let word = heard.next();
        assert!(["long", "streamed"].contains(&word.as_str()), "{word}");
    }
}

#[test]
fn a_client_that_leaves_takes_no_task_with_it() {
    let (address, heard) = served();
    for target in ["/endless", "/streamed/20971520"] {
        let mut wire = Wire::sent(address, request("GET", target));
        assert_eq!(wire.exactly(4), b"HTTP");
        drop(wire);
        assert_eq!(heard.next(), "streamed", "{target}");
        let end = heard.next();
        assert!(end.starts_with("completed: false"), "{target}: {end}");
    }
    let mut wire = Wire::sent(address, request("GET", "/long"));
    assert_eq!(wire.exactly(4), b"HTTP");
    drop(wire);
    assert_eq!(heard.next(), "long");
}

#[test]
fn a_failure_is_told_and_stops_nothing() {
    let (address, heard) = served();
    let mut wire = Wire::open(address);
    for _ in 0..3 {
        assert_eq!(wire.ask(request("POST", "/failing")).status, 201);
        assert_eq!(heard.next(), "async of /failing panicked");
        assert_eq!(heard.next(), "blocking of /failing panicked");
        assert_eq!(heard.next(), "error of /failing failed: why");
        assert_eq!(heard.next(), "after");
    }
}
