//! Beside attributes of the compiler, without one warning.

#![deny(warnings)]

#[must_use]
#[folio::get("/must-use")]
fn must_use() -> u64 {
    1
}

#[folio::get("/inline")]
#[inline]
fn inlined() {}

#[folio::get("/deprecated")]
#[deprecated = "there is another one"]
fn outdated() {}

#[folio::get("/deprecated-since")]
#[deprecated(since = "1.0.0", note = "there is another one")]
async fn outdated_since() -> u64 {
    1
}

#[allow(non_snake_case)]
#[folio::get("/{Id}")]
fn Capital(Id: u64) -> u64 {
    Id
}

#[doc = "A summary."]
#[track_caller]
#[cold]
#[folio::get("/cold")]
fn cold() {}

#[folio::get("/lint")]
fn lint(#[allow(unused_variables)] headers: folio::Headers) {}

/// Documented.
///
/// At length.
#[folio::get("/docs")]
fn docs(
    /// What it is.
    #[query]
    limit: u32,
) -> u32 {
    limit
}

fn main() {
    assert_eq!(must_use(), 1);
    let app = folio::App::new("t", "1").routes(folio::routes![must_use, inlined, outdated, outdated_since, Capital, cold, lint, docs]);
    assert!(app.build().is_ok());
}
