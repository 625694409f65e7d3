//! What handlers take: values and extractors, and how each refuses.

#[path = "arguments/bodies.rs"]
mod bodies;
#[path = "arguments/extractors.rs"]
mod extractors;
#[path = "arguments/values.rs"]
mod values;

use folio::test::Answer;
use http::StatusCode;
use serde_json::Value;

/// Parameter and detail of each error of a 400.
fn errors(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let problem: Value = answer.json();
    let errors = problem["errors"].as_array().expect("errors are listed");
    let text = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
    errors
        .iter()
        .map(|error| (text(error, "parameter"), text(error, "detail")))
        .collect()
}
