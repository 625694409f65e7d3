//! The outcomes of `cases.txt`, and `If-Range`.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::{Outcome, Validators, date};
use crate::fields::ETag;

const BEFORE: &str = "Fri, 15 May 2015 11:59:59 GMT";
const NOON: &str = "Fri, 15 May 2015 12:00:00 GMT";
const AFTER: &str = "Fri, 15 May 2015 12:00:01 GMT";

fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_hours(397_692)
}

fn validators(kind: &str) -> Option<Validators> {
    let (etag, last_modified) = match kind {
        "none" => return None,
        "bare" => (None, None),
        "strong" => (Some("\"v1\""), None),
        "weak" => (Some("W/\"v1\""), None),
        "dated" => (None, Some(noon())),
        "both" => (Some("\"v1\""), Some(noon())),
        "odd" => (None, Some(noon() + Duration::from_millis(500))),
        other => panic!("no such representation: {other}"),
    };
    Some(Validators {
        etag: etag.map(|etag| etag.parse::<ETag>().expect(etag)),
        last_modified,
    })
}

/// Fields with ` & ` between them.
fn headers(text: &str) -> HeaderMap {
    let text = text.replace("<before>", BEFORE);
    let text = text.replace("<noon>", NOON).replace("<after>", AFTER);
    let fields = text.split(" & ").filter(|field| !field.is_empty());
    let field = |field: &str| {
        let (name, value) = field.split_once(':').expect("a name and a value");
        let name: HeaderName = name.parse().expect("a name");
        (name, value.trim().parse::<HeaderValue>().expect("a value"))
    };
    fields.map(field).collect()
}

#[test]
fn outcomes_are_those_of_the_rfc() {
    let rows = include_str!("cases.txt").lines();
    let mut evaluated = 0;
    for row in rows.filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let columns: Vec<_> = row.split('|').map(str::trim).collect();
        let [methods, current, conditions, outcome] = columns[..] else {
            panic!("not four columns: {row}");
        };
        let expected = match outcome {
            "proceed" => Outcome::Proceed,
            "304" => Outcome::NotModified,
            "412" => Outcome::Failed,
            other => panic!("no such outcome: {other}"),
        };
        for method in methods.split_whitespace() {
            let method: Method = method.parse().expect("a method");
            let current = validators(current);
            let found = Outcome::evaluate(&method, &headers(conditions), current.as_ref());
            assert_eq!(found, expected, "{method}: {row}");
            evaluated += 1;
        }
    }
    assert!(evaluated > 140, "only {evaluated} rows were read");
}

/// RFC 9110 §13.1.5.
#[test]
fn a_range_counts_for_the_very_representation() {
    for (current, fields, expected) in [
        ("both", "", true),
        ("bare", "", true),
        ("strong", "If-Range: \"v1\"", true),
        ("both", "If-Range: \"v1\"", true),
        ("strong", "If-Range: \"v2\"", false),
        ("strong", "If-Range: W/\"v1\"", false),
        ("weak", "If-Range: W/\"v1\"", false),
        ("weak", "If-Range: \"v1\"", false),
        ("dated", "If-Range: \"v1\"", false),
        ("bare", "If-Range: \"v1\"", false),
        ("dated", "If-Range: <noon>", true),
        ("both", "If-Range: <noon>", true),
        ("odd", "If-Range: <noon>", true),
        // The very date: neither an older nor a newer one.
        ("dated", "If-Range: <before>", false),
        ("dated", "If-Range: <after>", false),
        ("strong", "If-Range: <noon>", false),
        // One validator and nothing else.
        ("strong", "If-Range: \"v1\", \"v2\"", false),
        ("strong", "If-Range: \"v1\" & If-Range: \"v1\"", false),
        ("dated", "If-Range: <noon> & If-Range: <noon>", false),
        ("strong", "If-Range: *", false),
        ("strong", "If-Range: v1", false),
        ("both", "If-Range:", false),
    ] {
        let current = validators(current).expect("a representation");
        assert_eq!(
            current.if_range(&headers(fields)),
            expected,
            "{current:?} {fields}"
        );
    }
}

#[test]
fn what_was_changed_before_1970_is_as_old_as_can_be_said() {
    let current = Validators {
        etag: None,
        last_modified: Some(SystemTime::UNIX_EPOCH - Duration::from_millis(1500)),
    };
    let epoch = headers("If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT");
    let outcome = Outcome::evaluate(&Method::GET, &epoch, Some(&current));
    assert_eq!(outcome, Outcome::NotModified);
}

#[test]
fn no_bytes_are_too_odd_for_a_date() {
    for value in [
        &b""[..],
        b"\xff",
        b"Fri, 15 May 2015 12:00:00 GMT\xc3",
        b"Fri, 31 Feb 9999 23:59:60 GMT+",
        b"Fri, 15 May 99999 12:00:00 GMT",
        b"Sun Nov  6 08:49:37 0000",
    ] {
        assert_eq!(date(value), None, "{}", value.escape_ascii());
    }
    assert!(date(b"Fri, 31 Dec 9999 23:59:59 GMT").is_some());
}
