//! What the document says of a file.

use http::{Method, StatusCode};
use serde_json::json;

use super::{FileFault, RangeNotSatisfiable, reads};
use crate::{
    media::{essence, is_json},
    openapi::OperationDoc,
    problem::Problem,
    validate::PreconditionFailed,
};

/// The headers that make a GET or HEAD of a file conditional or partial.
const CONDITIONS: [(&str, &str); 4] = [
    (
        "if-none-match",
        "Entity tags that the client has: 304 if one is current.",
    ),
    (
        "if-match",
        "Entity tags that are wanted: 412 if none is current.",
    ),
    ("if-modified-since", "304 if it was not changed since."),
    ("if-unmodified-since", "412 if it was changed since."),
];

const RANGES: [(&str, &str); 2] = [
    (
        "range",
        "The parts that are wanted, in bytes (RFC 9110 §14.2).",
    ),
    (
        "if-range",
        "The state that they are wanted of: all of another one is sent.",
    ),
];

/// Describes every answer of an endpoint that returns a file.
pub(super) fn describe(doc: &mut OperationDoc<'_>) {
    let status = doc.status();
    let stated = doc.stated_media().map(|media| media.name);
    let media = stated.unwrap_or("*/*");
    let binary = json!({"type": "string", "format": "binary"});
    let schema = if is_json(essence(media)) {
        json!({})
    } else {
        binary.clone()
    };
    let methods = doc.spec().methods;
    FileFault::describe(doc);
    doc.answer_with(status, media, schema.clone());
    carries(doc, status);
    if status != StatusCode::OK || !methods.iter().any(reads) {
        return;
    }
    for (name, text) in CONDITIONS {
        doc.condition(name, text);
    }
    doc.answer(StatusCode::NOT_MODIFIED);
    says(
        doc,
        StatusCode::NOT_MODIFIED,
        "etag",
        "The entity tag of the file.",
    );
    says(
        doc,
        StatusCode::NOT_MODIFIED,
        "last-modified",
        "When it was last changed.",
    );
    PreconditionFailed::describe(doc);
    accepts(doc, status);
    if !methods.contains(&Method::GET) {
        return;
    }
    for (name, text) in RANGES {
        doc.condition(name, text);
    }
    let partial = StatusCode::PARTIAL_CONTENT;
    if stated.is_some() {
        // Parts of JSON are no JSON.
        doc.answer_with(partial, media, binary.clone());
        doc.answer_with(partial, "multipart/byteranges", binary);
    } else {
        doc.answer_with(partial, media, binary);
    }
    carries(doc, partial);
    accepts(doc, partial);
    says(
        doc,
        partial,
        "content-range",
        "Which bytes these are; several parts say it each.",
    );
    RangeNotSatisfiable::describe(doc);
    accepts(doc, StatusCode::RANGE_NOT_SATISFIABLE);
}

fn says(doc: &mut OperationDoc<'_>, status: StatusCode, name: &str, text: &str) {
    let header = json!({"description": text, "schema": {"type": "string"}});
    doc.header(status, name, header);
}

fn accepts(doc: &mut OperationDoc<'_>, status: StatusCode) {
    let header = json!({
        "description": "Parts can be had, in bytes.",
        "schema": {"type": "string", "enum": ["bytes"]},
    });
    doc.header(status, "accept-ranges", header);
}

fn carries(doc: &mut OperationDoc<'_>, status: StatusCode) {
    for (name, text) in [
        (
            "content-disposition",
            "What to do with the file, and its name (RFC 6266).",
        ),
        ("etag", "The entity tag of the file (RFC 9110 §8.8.3)."),
        (
            "last-modified",
            "When the file was last changed (RFC 9110 §8.8.2).",
        ),
    ] {
        says(doc, status, name, text);
    }
}
