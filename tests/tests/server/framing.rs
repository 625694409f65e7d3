//! Where a message ends (RFC 9112 §5, §6, §7): no bytes of one are taken for another.

use crate::{
    app::{LAST, PROBE, sent},
    wire::Answer,
};

/// What would be answered if a body were taken for a request.
const SMUGGLED: &str = "GET /smuggled HTTP/1.1\r\nhost: a\r\n\r\n";

/// Heads that can't be framed: the head's fields, and what follows it.
const UNFRAMED: [(&str, &str, &str); 23] = [
    (
        "lengths that differ",
        "content-length: 5\r\ncontent-length: 6",
        "hello",
    ),
    ("a length with a sign", "content-length: +5", "hello"),
    (
        "a list of lengths that differ",
        "content-length: 5, 6",
        "hello",
    ),
    ("a negative length", "content-length: -1", ""),
    ("an empty length", "content-length:", ""),
    ("a length of letters", "content-length: five", "hello"),
    ("a length in hexadecimal", "content-length: 0x5", "hello"),
    ("a length with a fraction", "content-length: 5.0", "hello"),
    ("a length inside space", "content-length: 1 1", "hello"),
    (
        "a length over 64 bits",
        "content-length: 18446744073709551621",
        "hello",
    ),
    (
        "chunks inside gzip",
        "transfer-encoding: chunked, gzip",
        "0\r\n\r\n",
    ),
    ("gzip", "transfer-encoding: gzip", "hello"),
    ("identity", "transfer-encoding: identity", "hello"),
    (
        "a coding that only begins so",
        "transfer-encoding: chunkedfoo",
        "0\r\n\r\n",
    ),
    (
        "a coding in quotes",
        "transfer-encoding: \"chunked\"",
        "0\r\n\r\n",
    ),
    ("an empty coding", "transfer-encoding:", "0\r\n\r\n"),
    ("space before a colon", "content-length : 5", "hello"),
    (
        "a tab before a colon",
        "transfer-encoding\t: chunked",
        "0\r\n\r\n",
    ),
    ("a folded line", "x-a: 1\r\n content-length: 5", "hello"),
    ("a first line that is folded", " x-a: 1", ""),
    ("a line without a colon", "x-a", ""),
    ("a NUL in a value", "x-a: 1\x002", ""),
    ("a NUL in a name", "x\x00a: 1", ""),
];

/// Request lines that are none.
const LINES: [(&str, &str); 11] = [
    ("no version", "GET /probe"),
    ("HTTP/2", "GET /probe HTTP/2.0"),
    ("HTTP/1.2", "GET /probe HTTP/1.2"),
    ("a version in lower case", "GET /probe http/1.1"),
    ("no target", "GET HTTP/1.1"),
    ("two spaces", "GET  /probe HTTP/1.1"),
    ("space in a target", "GET /pr obe HTTP/1.1"),
    ("a NUL in a target", "GET /pro\0be HTTP/1.1"),
    ("a bad method", "G@T /probe HTTP/1.1"),
    ("space at the front", " GET /probe HTTP/1.1"),
    ("text of another protocol", "\x16\x03\x01\x02\x00\x01"),
];

/// Chunks that are none.
const CHUNKS: [(&str, &str); 13] = [
    ("a size of letters", "xyz\r\nhello\r\n0\r\n\r\n"),
    ("a size with a prefix", "0x5\r\nhello\r\n0\r\n\r\n"),
    ("a size with a sign", "+5\r\nhello\r\n0\r\n\r\n"),
    ("a negative size", "-5\r\nhello\r\n0\r\n\r\n"),
    ("an empty size", "\r\nhello\r\n0\r\n\r\n"),
    (
        "a size over 64 bits",
        "10000000000000005\r\nhello\r\n0\r\n\r\n",
    ),
    (
        "a size of many digits",
        "fffffffffffffffffffff\r\nhello\r\n0\r\n\r\n",
    ),
    ("a bare line feed after a size", "5\nhello\r\n0\r\n\r\n"),
    (
        "a bare line feed in an extension",
        "5;a\nhello\r\n0\r\n\r\n",
    ),
    (
        "a bare carriage return in an extension",
        "5;a\rb\r\nhello\r\n0\r\n\r\n",
    ),
    ("no line end after a chunk", "5\r\nhello0\r\n\r\n"),
    ("a chunk longer than its size", "4\r\nhello\r\n0\r\n\r\n"),
    ("a bare line feed after a chunk", "5\r\nhello\n0\r\n\r\n"),
];

/// Checks that answers are one refusal, after which the server has closed.
fn assert_refused(answers: &[Answer], case: &str) {
    let [answer] = answers else {
        panic!("{case}: not one answer: {answers:#?}");
    };
    assert_eq!(answer.status, 400, "{case}: {answer:#?}");
}

#[test]
fn a_head_that_cannot_be_framed_is_refused() {
    for (case, fields, body) in UNFRAMED {
        let head = format!("POST /echo HTTP/1.1\r\nhost: a\r\n{fields}\r\n\r\n");
        let answers = sent(format!("{head}{body}{SMUGGLED}{LAST}")).rest();
        assert_refused(&answers, case);
    }
}

#[test]
fn a_line_that_is_no_request_is_refused() {
    for (case, line) in LINES {
        let answers = sent(format!("{line}\r\nhost: a\r\n\r\n{SMUGGLED}{LAST}")).rest();
        assert_refused(&answers, case);
    }
}

#[test]
fn chunks_that_are_none_are_refused() {
    for (case, chunks) in CHUNKS {
        let head = "POST /echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n";
        let answers = sent(format!("{head}{chunks}{SMUGGLED}{LAST}")).rest();
        assert_refused(&answers, case);
    }
}

/// A request with both is answered by its chunks and never followed by another (RFC 9112 §6.3).
#[test]
fn a_length_beside_chunks_ends_the_connection() {
    for (case, fields) in [
        (
            "the length first",
            "content-length: 6\r\ntransfer-encoding: chunked",
        ),
        (
            "the chunks first",
            "transfer-encoding: chunked\r\ncontent-length: 6",
        ),
        (
            "a wrong length",
            "transfer-encoding: chunked\r\ncontent-length: x",
        ),
        (
            "a length of nothing",
            "content-length: 0\r\ntransfer-encoding: chunked",
        ),
    ] {
        for path in ["/echo", "/ignore"] {
            let head = format!("POST {path} HTTP/1.1\r\nhost: a\r\n{fields}\r\n\r\n");
            let answers = sent(format!("{head}0\r\n\r\n{SMUGGLED}{LAST}")).rest();
            assert_eq!(answers.len(), 1, "{case}, {path}: {answers:#?}");
            assert!(!answers[0].text().contains("smuggled"), "{case}, {path}");
        }
    }
}

/// What a server may understand or refuse: one answer and then the next, or one and the end.
#[test]
fn what_is_lenient_stays_in_step() {
    let chunked = "transfer-encoding: chunked";
    for (case, head, body) in [
        (
            "lengths that agree",
            "content-length: 5\r\ncontent-length: 5\r\n\r\n",
            "hello",
        ),
        (
            "a list of lengths that agree",
            "content-length: 5, 5\r\n\r\n",
            "hello",
        ),
        (
            "zeros before a length",
            "content-length: 005\r\n\r\n",
            "hello",
        ),
        ("bare line feeds", "x-a: 1\ncontent-length: 5\n\n", "hello"),
        (
            "one bare line feed",
            "x-a: 1\ncontent-length: 5\r\n\r\n",
            "hello",
        ),
        (
            "a bare carriage return",
            "x-a: 1\rcontent-length: 5\r\n\r\n",
            "",
        ),
        ("an empty name", ": 1\r\n\r\n", ""),
        (
            "a coding in capitals",
            "Transfer-Encoding: CHUNKED\r\n\r\n",
            "5\r\nhello\r\n0\r\n\r\n",
        ),
        (
            "gzip inside chunks",
            "transfer-encoding: gzip, chunked\r\n\r\n",
            "0\r\n\r\n",
        ),
        (
            "chunks twice",
            "transfer-encoding: chunked, chunked\r\n\r\n",
            "0\r\n\r\n",
        ),
        (
            "chunks on two lines",
            &format!("{chunked}\r\n{chunked}\r\n\r\n"),
            "0\r\n\r\n",
        ),
        (
            "an extension",
            &format!("{chunked}\r\n\r\n"),
            "5;a=b;c=\"d\"\r\nhello\r\n0\r\n\r\n",
        ),
        (
            "space after a size",
            &format!("{chunked}\r\n\r\n"),
            "5 \r\nhello\r\n0\r\n\r\n",
        ),
        (
            "zeros before a size",
            &format!("{chunked}\r\n\r\n"),
            "0005\r\nhello\r\n000\r\n\r\n",
        ),
        (
            "trailers",
            &format!("{chunked}\r\n\r\n"),
            "5\r\nhello\r\n0\r\nx-a: 1\r\n\r\n",
        ),
        (
            "a length among trailers",
            &format!("{chunked}\r\n\r\n"),
            "0\r\ncontent-length: 9\r\n\r\n",
        ),
    ] {
        let head = format!("POST /echo HTTP/1.1\r\nhost: a\r\n{head}");
        let answers = sent(format!("{head}{body}{LAST}")).rest();
        match answers.as_slice() {
            [refused] => assert_eq!(refused.status / 100, 4, "{case}: {refused:?}"),
            [first, last] => {
                assert_eq!(first.status, 200, "{case}: {first:?}");
                let whole = ["", "hello"].contains(&first.text());
                assert!(whole, "{case}: {first:?}");
                assert_eq!(last.text(), "probed", "{case}: {last:?}");
            }
            more => panic!("{case}: {more:#?}"),
        }
    }
}

#[test]
fn empty_lines_before_a_request_are_skipped() {
    let mut wire = sent(format!("\r\n\r\n{PROBE}\r\n{PROBE}"));
    assert_eq!(wire.answer().text(), "probed");
    assert_eq!(wire.answer().text(), "probed");
}

#[test]
fn http_1_0_has_no_chunks() {
    let head = "POST /echo HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n";
    let answers = sent(format!("{head}0\r\n\r\n{SMUGGLED}")).rest();
    assert_refused(&answers, "chunks");
}

/// A body that breaks off is never handed on as a whole one.
#[test]
fn half_a_body_is_no_body() {
    for (case, fields, body) in [
        ("a length", "content-length: 10", "hello"),
        ("chunks", "transfer-encoding: chunked", "5\r\nhello\r\n"),
        ("half a chunk", "transfer-encoding: chunked", "a\r\nhello"),
    ] {
        let mut wire = sent(format!(
            "POST /echo HTTP/1.1\r\nhost: a\r\n{fields}\r\n\r\n{body}"
        ));
        wire.finish();
        let answers = wire.rest();
        let refused = answers.iter().all(|answer| answer.status == 400);
        assert!(refused && answers.len() < 2, "{case}: {answers:?}");
    }
}

#[test]
fn an_unread_body_is_no_request() {
    for length in [10, 1000, 64 * 1024, 1024 * 1024] {
        // Whatever part of the body is taken for a request would be answered.
        let body = SMUGGLED.repeat(length / SMUGGLED.len() + 1);
        for (framing, body) in [
            (
                format!("content-length: {length}"),
                body[..length].to_owned(),
            ),
            (
                "transfer-encoding: chunked".to_owned(),
                format!("{length:x}\r\n{}\r\n0\r\n\r\n", &body[..length]),
            ),
        ] {
            let head = format!("POST /ignore HTTP/1.1\r\nhost: a\r\n{framing}\r\n\r\n");
            let answers = sent(format!("{head}{body}{LAST}")).rest();
            let texts: Vec<&str> = answers.iter().map(Answer::text).collect();
            let in_step = matches!(texts[..], ["ignored"] | ["ignored", "probed"]);
            assert!(in_step, "{length}, {framing}: {texts:?}");
        }
    }
}
