//! What the document says where the recorded systems' documents say something.
//!
//! Documents are not alike, so that they are not compared member by member. What counts is that a
//! client learns here what it learns there: of a parameter its type, bounds and default; of an answer
//! a schema with the names that are sent (which the contract check holds each answer against); of
//! errors their shape; and the headers. [`PARAMETERS`] has the facts of the sample's parameters, and
//! [`lacks`] takes a place that was looked at in a recorded document to its counterpart.

use serde_json::Value;

/// A system, a path, a parameter and members of its schema.
type Parameter = (&'static str, &'static str, &'static str, &'static str);

const PARAMETERS: &[Parameter] = &[
    (
        "flask_smorest",
        "/books/",
        "page",
        r#"{"type":"integer","minimum":1,"default":1}"#,
    ),
    (
        "flask_smorest",
        "/books/",
        "page_size",
        r#"{"type":"integer","minimum":1,"maximum":100,"default":10}"#,
    ),
    (
        "flask_smorest",
        "/books/defaults/",
        "page",
        r#"{"type":"integer","minimum":1,"default":2}"#,
    ),
    (
        "flask_smorest",
        "/books/defaults/",
        "page_size",
        r#"{"type":"integer","minimum":1,"maximum":7,"default":5}"#,
    ),
    (
        "flask_smorest",
        "/books/default-over-max/",
        "page_size",
        r#"{"type":"integer","minimum":1,"maximum":20,"default":20}"#,
    ),
    (
        "flask_smorest",
        "/small/",
        "page",
        r#"{"type":"integer","minimum":1,"default":1}"#,
    ),
    (
        "flask_smorest",
        "/small/",
        "page_size",
        r#"{"type":"integer","minimum":1,"maximum":8,"default":4}"#,
    ),
    (
        "fastapi_article",
        "/users/offset",
        "skip",
        r#"{"type":"integer","minimum":0,"default":0}"#,
    ),
    (
        "fastapi_article",
        "/users/offset",
        "limit",
        r#"{"type":"integer","minimum":1,"maximum":100,"default":10}"#,
    ),
    (
        "fastapi_article",
        "/users/cursor",
        "cursor",
        r#"{"type":"string"}"#,
    ),
    (
        "fastapi_article",
        "/users/cursor",
        "limit",
        r#"{"type":"integer","minimum":1,"maximum":100,"default":10}"#,
    ),
    (
        "starlette_jsonapi",
        "/books/",
        "page[number]",
        r#"{"type":"integer","minimum":1,"default":1}"#,
    ),
    (
        "starlette_jsonapi",
        "/books/",
        "page[size]",
        r#"{"type":"integer","minimum":1,"default":50}"#,
    ),
    (
        "starlette_jsonapi",
        "/books-renamed/",
        "p",
        r#"{"type":"integer","minimum":1,"default":2}"#,
    ),
    (
        "starlette_jsonapi",
        "/books-offset/",
        "page[offset]",
        r#"{"type":"integer","minimum":0,"default":0}"#,
    ),
    (
        "starlette_jsonapi",
        "/books-cursor/",
        "page[after]",
        r#"{"type":"string"}"#,
    ),
    (
        "starlette_jsonapi",
        "/books-cursor/",
        "page[before]",
        r#"{"type":"string"}"#,
    ),
    (
        "fastcrud",
        "/books",
        "page",
        r#"{"type":"integer","minimum":1}"#,
    ),
    (
        "fastcrud",
        "/books",
        "itemsPerPage",
        r#"{"type":"integer","minimum":1,"default":10}"#,
    ),
    (
        "fastcrud",
        "/books",
        "offset",
        r#"{"type":"integer","minimum":0,"default":0}"#,
    ),
    (
        "fastcrud",
        "/books",
        "limit",
        r#"{"type":"integer","minimum":1,"default":100}"#,
    ),
    (
        "fastcrud",
        "/cursor/books",
        "limit",
        r#"{"type":"integer","minimum":1,"maximum":1000,"default":100}"#,
    ),
    (
        "fastcrud",
        "/cursor/books",
        "cursor",
        r#"{"type":"string"}"#,
    ),
    (
        "fastcrud",
        "/cursor/books",
        "sort_order",
        r#"{"type":"string","enum":["asc","desc"]}"#,
    ),
];

/// A system, a path and the names in the schema of its pages, in their order.
const MEMBERS: &[(&str, &str, &[&str])] = &[
    ("flask_smorest", "/in-body/", &["items", "pagination"]),
    ("starlette_jsonapi", "/books/", &["data", "links"]),
    (
        "starlette_jsonapi",
        "/books-meta/",
        &["data", "links", "meta"],
    ),
    ("starlette_jsonapi", "/books-nolinks/", &["data"]),
    (
        "fastcrud",
        "/books-keyed",
        &["rows", "total_count", "has_more", "page", "items_per_page"],
    ),
    (
        "fastcrud",
        "/books-untyped",
        &["data", "total_count", "has_more", "page", "items_per_page"],
    ),
    ("fastcrud", "/cursor/books", &["data", "next_cursor"]),
];

/// What the document of a system doesn't say as it should.
pub(crate) fn faults(system: &str, document: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for (of, path, name, schema) in PARAMETERS.iter().filter(|row| row.0 == system) {
        let expected: Value = serde_json::from_str(schema).unwrap();
        let parameters = list(&document["paths"][path]["get"]["parameters"]);
        let found = parameters
            .iter()
            .find(|parameter| parameter["name"] == **name);
        let found = found.map_or(&Value::Null, |parameter| &parameter["schema"]);
        let said = expected.as_object().unwrap().iter();
        for (member, value) in said.filter(|(member, value)| found[member.as_str()] != **value) {
            faults.push(format!(
                "{of} {path} {name}: {member} isn't {value} in {found}"
            ));
        }
    }
    for (of, path, names) in MEMBERS.iter().filter(|row| row.0 == system) {
        let schema = page(document, path);
        let found = schema["properties"].as_object();
        let found: Vec<&str> = found
            .into_iter()
            .flat_map(|p| p.keys())
            .map(String::as_str)
            .collect();
        if found != *names {
            faults.push(format!("{of} {path} has {found:?}"));
        }
    }
    faults
}

/// What the counterpart of a place in a recorded document lacks.
pub(crate) fn lacks(document: &Value, pointer: &str) -> Vec<String> {
    let mut parts = pointer.split('/').skip(1);
    let found = match (parts.next(), parts.next()) {
        (Some("paths"), Some(path)) => {
            let path = path.replace("~1", "/");
            let _method = parts.next();
            operation(document, &path, parts.next())
        }
        (Some("components"), Some("schemas")) => parts
            .next()
            .map_or(Vec::new(), |name| component(document, name)),
        (Some("components"), _) => headers(document),
        _ => vec!["has no counterpart"],
    };
    found
        .into_iter()
        .map(|lack| format!("{pointer}: {lack}"))
        .collect()
}

/// What an operation lacks of what clients read there.
fn operation(document: &Value, path: &str, part: Option<&str>) -> Vec<&'static str> {
    let operation = &document["paths"][path]["get"];
    let mut lacks = Vec::new();
    if !operation.is_object() {
        return vec!["there is no such operation"];
    }
    if matches!(part, None | Some("parameters")) {
        let parameters = list(&operation["parameters"]);
        if parameters.is_empty() {
            lacks.push("no parameter is documented");
        }
        for parameter in parameters {
            let schema = &parameter["schema"];
            if schema["type"].is_null() && schema["enum"].is_null() {
                lacks.push("a parameter has no type");
            }
            let is_of_page = parameter["description"]
                .as_str()
                .is_some_and(|text| text.contains("page"));
            if is_of_page && schema["type"] == "integer" && schema["minimum"].is_null() {
                lacks.push("a parameter has no bound");
            }
        }
        let has_default = |parameter: &Value| !parameter["schema"]["default"].is_null();
        if !parameters.iter().any(has_default) {
            lacks.push("no parameter has a default");
        }
    }
    if matches!(part, None | Some("responses")) {
        let schema = page(document, path);
        let is_typed = schema["properties"].is_object() || schema["items"].is_object();
        if !is_typed {
            lacks.push("the page has no schema");
        }
        let refused = &operation["responses"]["400"]["content"]["application/problem+json"];
        if !refused["schema"].is_object() {
            lacks.push("bad parameters have no answer");
        }
    }
    lacks
}

/// What a component lacks. Errors have one shape here, that of RFC 9457 with what is wrong in `errors`.
fn component(document: &Value, name: &str) -> Vec<&'static str> {
    let schemas = &document["components"]["schemas"];
    // What flask-smorest calls the content of its header.
    if name == "PaginationMetadata" {
        return headers(document);
    }
    if !["HTTPValidationError", "ValidationError", "Error"].contains(&name) {
        let is_there = schemas[name]["properties"].is_object();
        return (!is_there)
            .then_some("is no component")
            .into_iter()
            .collect();
    }
    let paths = document["paths"].as_object();
    let refused = paths
        .into_iter()
        .flat_map(|paths| paths.values())
        .find_map(|path| {
            let refused = &path["get"]["responses"]["400"]["content"]["application/problem+json"];
            refused["schema"].is_object().then_some(&refused["schema"])
        });
    let refused = resolved(document, refused.unwrap_or(&Value::Null));
    let text = refused.to_string();
    let has = |name: &str| text.contains(&format!("\"{name}\""));
    let is_there = has("errors") && has("status") && has("title");
    (!is_there)
        .then_some("errors have no shape")
        .into_iter()
        .collect()
}

/// What the headers of pages lack.
fn headers(document: &Value) -> Vec<&'static str> {
    let header =
        &document["paths"]["/books/"]["get"]["responses"]["200"]["headers"]["x-pagination"];
    let schema = &header["content"]["application/json"]["schema"];
    let names = schema["properties"]
        .as_object()
        .map_or(0, serde_json::Map::len);
    (names != 7)
        .then_some("the header has no schema")
        .into_iter()
        .collect()
}

/// The schema of a page.
fn page<'d>(document: &'d Value, path: &str) -> &'d Value {
    let content = &document["paths"][path]["get"]["responses"]["200"]["content"];
    let content = content
        .as_object()
        .and_then(|content| content.values().next());
    resolved(
        document,
        content.map_or(&Value::Null, |content| &content["schema"]),
    )
}

fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    let reference = schema["$ref"]
        .as_str()
        .and_then(|text| text.strip_prefix('#'));
    let found = reference.and_then(|pointer| document.pointer(pointer));
    found.unwrap_or(schema)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
