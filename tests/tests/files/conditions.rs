//! Conditions on files: they hold without any attribute.

use std::time::{Duration, SystemTime};

use folio::{App, ETag, File, Response, get, http::StatusCode, post, put, routes, test::Client};

/// Sun, 06 Nov 1994 08:49:37 GMT, and some milliseconds.
const WRITTEN: Duration = Duration::from_millis(784_111_777_250);
const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
const AFTER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

fn dated() -> File {
    File::bytes("0123456789").last_modified(SystemTime::UNIX_EPOCH + WRITTEN)
}

/// Tagged and dated.
#[get("/both")]
fn both() -> File {
    dated().etag(ETag::strong("v7").unwrap())
}

/// Tagged weakly.
#[get("/weak")]
fn weak() -> File {
    dated().etag(ETag::weak("v7").unwrap())
}

/// Changed a moment ago, so that its date tells no states apart.
#[get("/fresh")]
fn fresh() -> File {
    File::bytes("0123456789").last_modified(SystemTime::now())
}

/// Under another status, all of it is sent.
#[get("/accepted", status = 202)]
fn accepted() -> File {
    both_of()
}

fn both_of() -> File {
    dated().etag(ETag::strong("v7").unwrap())
}

/// A page in the place of another.
#[get("/gone", header("x-page", documentation_only))]
fn gone() -> Response<File> {
    Response::new(both_of()).status(StatusCode::GONE)
}

/// The endpoint's own status, said once more.
#[get("/wrapped")]
fn wrapped() -> Response<File> {
    Response::new(both_of()).status(StatusCode::OK)
}

/// An answer to a write: what the conditions are about is not this file.
#[post("/made", status = 200)]
fn made() -> File {
    both_of()
}

/// The same.
#[put("/put")]
fn replaced() -> File {
    both_of()
}

fn client() -> Client {
    let all = routes![both, weak, fresh, accepted, gone, wrapped, made, replaced];
    Client::new(App::new("Conditions", "1").routes(all))
}

/// Path, header fields, status, and which bytes come.
type Row = (
    &'static str,
    &'static [(&'static str, &'static str)],
    u16,
    &'static str,
);

const ALL: &str = "0123456789";
const RANGE: (&str, &str) = ("range", "bytes=2-4");

const ROWS: &[Row] = &[
    ("/both", &[], 200, ALL),
    ("/both", &[("if-none-match", "\"v7\"")], 304, ""),
    ("/both", &[("if-none-match", "W/\"v7\"")], 304, ""),
    ("/both", &[("if-none-match", "\"v6\", \"v7\"")], 304, ""),
    ("/both", &[("if-none-match", "*")], 304, ""),
    ("/both", &[("if-none-match", "\"v6\"")], 200, ALL),
    ("/both", &[("if-match", "\"v7\"")], 200, ALL),
    ("/both", &[("if-match", "*")], 200, ALL),
    ("/both", &[("if-match", "\"v6\"")], 412, ""),
    ("/both", &[("if-match", "W/\"v7\"")], 412, ""),
    ("/both", &[("if-modified-since", DATE)], 304, ""),
    ("/both", &[("if-modified-since", AFTER)], 304, ""),
    ("/both", &[("if-modified-since", BEFORE)], 200, ALL),
    ("/both", &[("if-modified-since", "yesterday")], 200, ALL),
    ("/both", &[("if-unmodified-since", DATE)], 200, ALL),
    ("/both", &[("if-unmodified-since", BEFORE)], 412, ""),
    // If-None-Match silences If-Modified-Since, If-Match silences If-Unmodified-Since (§13.2.2).
    (
        "/both",
        &[("if-none-match", "\"v6\""), ("if-modified-since", AFTER)],
        200,
        ALL,
    ),
    (
        "/both",
        &[("if-match", "\"v7\""), ("if-unmodified-since", BEFORE)],
        200,
        ALL,
    ),
    // Conditions come before ranges.
    ("/both", &[RANGE], 206, "234"),
    ("/both", &[RANGE, ("if-none-match", "\"v7\"")], 304, ""),
    ("/both", &[RANGE, ("if-match", "\"v6\"")], 412, ""),
    ("/both", &[RANGE, ("if-match", "\"v7\"")], 206, "234"),
    (
        "/both",
        &[("range", "bytes=10-"), ("if-none-match", "\"v7\"")],
        304,
        "",
    ),
    ("/both", &[("range", "bytes=10-")], 416, ""),
    // If-Range by tag, compared strongly (§13.1.5).
    ("/both", &[RANGE, ("if-range", "\"v7\"")], 206, "234"),
    ("/both", &[RANGE, ("if-range", "\"v6\"")], 200, ALL),
    ("/both", &[RANGE, ("if-range", "W/\"v7\"")], 200, ALL),
    ("/both", &[RANGE, ("if-range", "v7")], 200, ALL),
    ("/both", &[RANGE, ("if-range", "\"v6\", \"v7\"")], 200, ALL),
    ("/weak", &[RANGE, ("if-range", "W/\"v7\"")], 200, ALL),
    ("/weak", &[RANGE], 206, "234"),
    // By date, which has to be the very one.
    ("/both", &[RANGE, ("if-range", DATE)], 206, "234"),
    (
        "/both",
        &[RANGE, ("if-range", "Sunday, 06-Nov-94 08:49:37 GMT")],
        206,
        "234",
    ),
    ("/both", &[RANGE, ("if-range", BEFORE)], 200, ALL),
    ("/both", &[RANGE, ("if-range", AFTER)], 200, ALL),
    (
        "/both",
        &[RANGE, ("if-range", "Sun, 32 Jan 1994 08:49:37 GMT")],
        200,
        ALL,
    ),
    // A range that is not in the file is none to refuse where If-Range names another state.
    (
        "/both",
        &[("range", "bytes=10-"), ("if-range", "\"v6\"")],
        200,
        ALL,
    ),
    (
        "/both",
        &[("range", "bytes=10-"), ("if-range", "\"v7\"")],
        416,
        "",
    ),
    ("/both", &[("if-range", "\"v6\"")], 200, ALL),
    // Another status is no state of the file.
    ("/accepted", &[RANGE, ("if-none-match", "\"v7\"")], 202, ALL),
    ("/wrapped", &[RANGE], 206, "234"),
    ("/wrapped", &[("if-none-match", "\"v7\"")], 304, ""),
];

#[tokio::test]
async fn conditions_and_ranges_of_rfc_9110() {
    let client = client();
    for (path, fields, status, body) in ROWS {
        let call = fields.iter().fold(client.get(path), |call, (name, value)| {
            call.header(name, value)
        });
        let answer = call.await;
        assert_eq!(answer.status(), *status, "{path} {fields:?}");
        if *status < 300 {
            assert_eq!(answer.text(), *body, "{path} {fields:?}");
            assert_eq!(
                answer.header("last-modified"),
                Some(DATE),
                "{path} {fields:?}"
            );
        }
        if *status == 304 {
            assert_eq!(answer.header("etag"), Some("\"v7\""));
            for name in [
                "content-type",
                "content-length",
                "content-disposition",
                "last-modified",
            ] {
                assert_eq!(answer.header(name), None, "{name} of {fields:?}");
            }
        }
    }
}

#[tokio::test]
async fn head_has_the_headers_and_conditions_but_no_ranges() {
    let client = client();
    for (fields, status) in [
        (vec![], 200),
        (vec![RANGE], 200),
        (vec![("range", "bytes=10-")], 200),
        (vec![("if-none-match", "\"v7\"")], 304),
        (vec![("if-match", "\"v6\"")], 412),
    ] {
        let call = client.head("/both");
        let call = fields
            .iter()
            .fold(call, |call, (name, value)| call.header(name, value));
        let answer = call.await;
        assert_eq!(answer.status(), status, "{fields:?}");
        assert!(answer.bytes().is_empty());
        if status == 200 {
            assert_eq!(answer.header("content-length"), Some("10"));
            assert_eq!(answer.header("accept-ranges"), Some("bytes"));
            assert_eq!(answer.header("content-range"), None);
        }
    }
}

#[tokio::test]
async fn writes_and_other_statuses_have_neither() {
    let client = client();
    for call in [client.post("/made"), client.put("/put")] {
        let answer = call
            .header("range", "bytes=2-4")
            .header("if-none-match", "\"v7\"")
            .await;
        assert_eq!((answer.status().as_u16(), answer.text()), (200, ALL));
        assert_eq!(answer.header("accept-ranges"), None);
    }
    let undeclared = client.without_contract();
    let answer = undeclared.get("/gone").header("range", "bytes=2-4").await;
    assert_eq!((answer.status().as_u16(), answer.text()), (410, ALL));
    assert_eq!(answer.header("content-range"), None);
}

#[tokio::test]
async fn a_date_of_this_second_tells_no_states_apart() {
    let client = client();
    let date = client
        .get("/fresh")
        .await
        .header("last-modified")
        .unwrap()
        .to_owned();
    let asked = client
        .get("/fresh")
        .header("range", "bytes=2-4")
        .header("if-range", date);
    assert_eq!(asked.await.status(), 200);
}
