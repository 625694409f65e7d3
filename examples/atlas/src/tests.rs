//! Every route, called in memory: the client checks each answer against the document. All of it over
//! `SQLite`, and over `PostgreSQL` where `FOLIO_TEST_POSTGRES` says where one is.

mod cities;
pub(crate) mod engines;
mod events;
mod exports;
mod orders;
mod pages;
mod replicas;
mod service;

use folio::http::{HeaderMap, Request};
use folio::test::{Answer, Client};
use folio::{Body, CursorKeys};
use serde_json::{Value, json};
use tower_service::Service as _;

use crate::app::api;

/// Keys of cursors, each told by a number: the first signs.
fn keys(first: u8, older: &[u8]) -> CursorKeys {
    let older = older.iter().map(|byte| [*byte; 32]);
    let keys = CursorKeys::new([first; 32]).expect("long enough");
    keys.rotated(older).expect("long enough")
}

fn atlantis() -> Value {
    json!({
        "name": "Atlantis", "ascii_name": "Atlantis", "latitude": 31.25, "longitude": -24.5,
        "feature_code": "PPLH", "country": "PT", "admin1": "", "population": 0, "elevation": -400,
        "timezone": "Atlantic/Azores", "modified": "2026-02-28"
    })
}

fn status(answer: &Answer) -> u16 {
    answer.status().as_u16()
}

/// The body of an answer, to be read piece by piece, which the client doesn't do.
async fn body(client: &Client, target: &str, headers: HeaderMap) -> Body {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = target.parse().expect("a target");
    *request.headers_mut() = headers;
    request
        .headers_mut()
        .insert("host", "localhost".parse().expect("a value"));
    let mut service = client.service().clone();
    let Ok(answer) = service.call(request).await;
    assert_eq!(answer.status(), 200);
    answer.into_body()
}

/// The entity tag of an answer that has one.
fn etag(answer: &Answer) -> String {
    answer.header("etag").expect("an entity tag").to_owned()
}

/// The pointers or parameters of a problem's errors.
fn faults(answer: &Answer) -> Vec<String> {
    let problem: Value = answer.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let name = |error: &Value| {
        error["pointer"]
            .as_str()
            .or(error["parameter"].as_str())
            .map(str::to_owned)
    };
    errors.iter().filter_map(name).collect()
}

#[test]
fn the_document_is_what_was_reviewed() {
    let document = api(keys(1, &[])).openapi().expect("the app has no faults");
    insta::assert_json_snapshot!("openapi", document);
}
