//! Conditional requests: method × validators × conditions × match, as RFC 9110 §13 has it.

use std::{
    sync::Mutex,
    time::{Duration, SystemTime},
};

use folio::{
    App, Body, ETag, Modified, PreconditionFailed, Preconditions, Problem, RequestHead, Response,
    State, Validators, Versioned, delete, get, http, patch, put, routes, test::Client,
};
use http::{Method, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

/// When the note was written: Sun, 06 Nov 1994 08:49:37 GMT, and some milliseconds.
const WRITTEN: Duration = Duration::from_millis(784_111_777_250);

#[derive(Serialize, ToSchema)]
struct Note {
    text: &'static str,
}

impl Versioned for Note {
    fn version(&self) -> ETag {
        ETag::strong("v7").expect("letters")
    }
}

impl Modified for Note {
    fn last_modified(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + WRITTEN
    }
}

const NOTE: Note = Note { text: "Buy milk" };

#[derive(Debug, Problem)]
#[problem(status = 404)]
struct Missing;

/// Tagged and dated by the value.
#[get("/both", etag = version, last_modified = modified)]
async fn both() -> Note {
    NOTE
}

/// Tagged by the value.
#[get("/tag", etag = version)]
async fn tag() -> Result<Response<Note>, Missing> {
    Ok(Response::new(NOTE))
}

/// Tagged weakly.
#[get("/weak", etag = given)]
async fn weak() -> Response<Note> {
    Response::new(NOTE).etag(&ETag::weak("v7").expect("letters"))
}

/// Dated.
#[get("/date", last_modified = modified)]
async fn date() -> Option<Note> {
    Some(NOTE)
}

/// Has neither, and says so.
#[get("/none", etag = given)]
async fn none() -> Note {
    NOTE
}

/// Is not there.
#[get("/missing", etag = version)]
async fn missing() -> Result<Note, Missing> {
    Err(Missing)
}

type Writes = Mutex<Vec<&'static str>>;

/// Replaces the note.
#[put("/both")]
async fn replace(on: Preconditions, writes: State<Writes>) -> Result<(), PreconditionFailed> {
    on.check(Some(&Validators {
        etag: Some(NOTE.version()),
        last_modified: Some(NOTE.last_modified()),
    }))?;
    writes.lock().expect("not poisoned").push("put");
    Ok(())
}

/// Changes the note, with a condition only.
#[patch("/both", preconditions = required)]
async fn change(on: Preconditions, writes: State<Writes>) -> Result<(), PreconditionFailed> {
    on.check(Some(&NOTE))?;
    writes.lock().expect("not poisoned").push("patch");
    Ok(())
}

/// Removes the note.
#[delete("/both")]
async fn remove(on: Preconditions, writes: State<Writes>) -> Result<(), PreconditionFailed> {
    on.check(Some(&NOTE))?;
    writes.lock().expect("not poisoned").push("delete");
    Ok(())
}

/// Makes a note where none is.
#[put("/absent")]
async fn create(on: Preconditions, writes: State<Writes>) -> Result<(), PreconditionFailed> {
    on.check::<Note>(None)?;
    writes.lock().expect("not poisoned").push("create");
    Ok(())
}

fn app() -> App {
    App::new("Notes", "1")
        .header("x-app", "notes")
        .state(Writes::default())
        .routes(routes![
            both, tag, weak, date, none, missing, replace, change, remove, create
        ])
}

/// The columns are: method, path, conditions separated by `|`, the status, the paragraph.
const MATRIX: &str = include_str!("conditional/matrix.txt");

fn field(name: &str) -> &'static str {
    match name {
        "IM" => "if-match",
        "INM" => "if-none-match",
        "IMS" => "if-modified-since",
        "IUS" => "if-unmodified-since",
        other => panic!("no condition {other}"),
    }
}

fn value(text: &str) -> &str {
    match text {
        "same" => "Sun, 06 Nov 1994 08:49:37 GMT",
        "later" => "Sun, 06 Nov 1994 08:49:38 GMT",
        "earlier" => "Sun, 06 Nov 1994 08:49:36 GMT",
        "rfc850" => "Sunday, 06-Nov-94 08:49:37 GMT",
        "asctime" => "Sun Nov  6 08:49:37 1994",
        other => other,
    }
}

#[tokio::test]
async fn the_matrix_holds() {
    let client = Client::new(app());
    let mut rows = 0;
    for row in MATRIX
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty())
    {
        let columns: Vec<&str> = row.split_whitespace().collect();
        let [method, path, conditions @ .., status, _paragraph] = columns.as_slice() else {
            panic!("a row is a method, a path, conditions, a status and a paragraph: {row}");
        };
        let conditions = conditions.join(" ");
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut call = client.call(method.clone(), path);
        for condition in conditions.split('|').map(str::trim).filter(|c| *c != "-") {
            let (name, text) = condition.split_once('=').expect("a name and a value");
            call = call.header(field(name), value(text));
        }
        let answer = call.await;
        assert_eq!(answer.status().as_str(), *status, "{row}");
        rows += 1;
        let reads = method == Method::GET || method == Method::HEAD;
        if answer.status() == StatusCode::NOT_MODIFIED {
            assert!(answer.bytes().is_empty(), "{row}");
            assert_eq!(answer.header("content-type"), None, "{row}");
            assert_eq!(answer.header("content-length"), None, "{row}");
            assert_eq!(answer.header("x-app"), Some("notes"), "{row}");
            let validated = ["etag", "last-modified"]
                .iter()
                .any(|n| answer.header(n).is_some());
            assert!(validated, "{row}");
        } else if answer.status() == StatusCode::OK && method == Method::GET {
            assert_eq!(answer.text(), r#"{"text":"Buy milk"}"#, "{row}");
        } else if answer.status() == StatusCode::PRECONDITION_FAILED && !reads {
            let problem: serde_json::Value = answer.json();
            assert_eq!(problem["status"], 412, "{row}");
        }
    }
    assert!(rows >= 80, "only {rows} rows");
}

#[tokio::test]
async fn nothing_is_written_when_a_condition_fails() {
    /// Says what was written.
    #[get("/writes")]
    async fn written(writes: State<Writes>) -> Vec<String> {
        writes
            .lock()
            .expect("not poisoned")
            .iter()
            .map(|w| (*w).to_owned())
            .collect()
    }
    let app = App::new("Notes", "1")
        .state(Writes::default())
        .routes(routes![replace, change, remove, written]);
    let client = Client::new(app);
    for (method, condition, status) in [
        (Method::PUT, "\"old\"", 412),
        (Method::DELETE, "W/\"v7\"", 412),
        (Method::PATCH, "\"v7\"", 200),
        (Method::PUT, "\"old\", \"v7\"", 200),
    ] {
        let answer = client
            .call(method, "/both")
            .header("if-match", condition)
            .await;
        assert_eq!(answer.status(), status);
    }
    assert_eq!(client.patch("/both").await.status(), 428);
    assert_eq!(
        client.get("/writes").await.json::<Vec<String>>(),
        ["patch", "put"]
    );
}

/// A long text.
#[get("/strong", etag = strong, cache_control(max_age = 60))]
async fn strong(#[query] text: String) -> String {
    text
}

/// The same, weakly.
#[get("/hash", etag = weak)]
async fn hash(#[query] text: String) -> String {
    text
}

#[tokio::test]
async fn a_tag_is_hashed_from_the_body() {
    let client = Client::new(App::new("Hash", "1").routes(routes![strong, hash]));
    let first = client.get("/strong?text=a").await;
    let tag = first.header("etag").expect("a tag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");
    assert_eq!(
        client.get("/strong?text=a").await.header("etag"),
        Some(tag.as_str())
    );
    let other = client.get("/strong?text=b").await;
    assert_ne!(other.header("etag"), Some(tag.as_str()));
    let known = client
        .get("/strong?text=a")
        .header("if-none-match", &tag)
        .await;
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(known.header("etag"), Some(tag.as_str()));
    assert_eq!(known.header("cache-control"), Some("max-age=60"));
    let changed = client
        .get("/strong?text=b")
        .header("if-none-match", &tag)
        .await;
    assert_eq!(changed.status(), StatusCode::OK);
    let head = client.head("/strong?text=a").await;
    assert_eq!(head.header("etag"), Some(tag.as_str()));
    let weak = client.get("/hash?text=a").await;
    assert!(weak.header("etag").expect("a tag").starts_with("W/\""));
    let bad = client.get("/strong").header("if-none-match", "*").await;
    assert_eq!(bad.status(), StatusCode::BAD_REQUEST);
    assert_eq!(bad.header("etag"), None);
}

async fn shout(_: &RequestHead, response: &mut http::Response<Body>) {
    *response.body_mut() = Body::from("LOUD");
}

/// Is shouted.
#[get("/shouted", etag = strong, after_request = shout)]
async fn shouted() -> &'static str {
    "loud"
}

#[tokio::test]
async fn the_tag_is_of_what_is_sent() {
    let client = Client::new(App::new("Hooks", "1").routes(routes![shouted]));
    let answer = client.get("/shouted").await;
    assert_eq!(answer.text(), "LOUD");
    assert_eq!(
        answer.header("etag"),
        Some(ETag::of("LOUD").to_string().as_str())
    );
}

#[test]
fn conditions_stand_in_the_document() {
    let document = app().openapi().expect("no faults");
    let get = &document["paths"]["/both"]["get"];
    let names: Vec<&str> = get["parameters"]
        .as_array()
        .expect("parameters")
        .iter()
        .map(|parameter| parameter["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(
        names,
        [
            "if-none-match",
            "if-match",
            "if-modified-since",
            "if-unmodified-since"
        ]
    );
    assert!(get["responses"]["304"].get("content").is_none());
    assert!(get["responses"]["304"]["headers"]["etag"].is_object());
    assert!(get["responses"]["200"]["headers"]["last-modified"].is_object());
    assert!(get["responses"]["412"].is_object());
    let patch = &document["paths"]["/both"]["patch"]["responses"];
    assert!(patch["428"].is_object() && patch["412"].is_object());
    assert!(
        document["paths"]["/both"]["put"]["responses"]
            .get("428")
            .is_none()
    );
}

#[tokio::test]
async fn an_answer_that_is_no_success_is_not_validated() {
    let client = Client::new(app());
    let answer = client.get("/missing").header("if-match", "\"v7\"").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let answer = client.get("/missing").header("if-none-match", "*").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(answer.header("etag"), None);
}
