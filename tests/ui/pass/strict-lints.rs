//! A crate that denies what rustc only allows.

#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unsafe_code,
    unused,
    unused_qualifications,
    unused_lifetimes,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    let_underscore_drop,
    non_ascii_idents,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unused_import_braces,
    unused_results,
    variant_size_differences,
    absolute_paths_not_starting_with_crate,
    future_incompatible,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    nonstandard_style
)]

use folio::{Problem, State, get, post};

/// Why there is no city.
#[derive(Debug, Problem)]
pub(crate) enum Failure {
    /// There is no such city.
    #[problem(status = 404, detail = "no city {id}")]
    Unknown {
        /// Its id.
        id: u64,
    },
    /// The file can't be read.
    #[problem(status = 500)]
    Io(#[problem(from)] std::io::Error),
}

/// One city.
#[get("/cities/{id}", header("x-a" = "b"))]
async fn city(id: u64, #[query(default = 1)] limit: u32, text: State<String>) -> Result<u64, Failure> {
    match text.parse() {
        Ok(known) if known == id => Ok(u64::from(limit)),
        Ok(1) => Err(std::io::Error::other("one").into()),
        _ => Err(Failure::Unknown { id }),
    }
}

/// Adds a city.
#[post("/cities", blocking)]
pub(crate) fn add(#[body] names: Vec<String>) -> usize {
    names.len()
}

#[get("/")]
fn index() {}

fn main() {
    let _ = folio::routes![city];
    let app = folio::App::new("t", "1").routes(folio::routes![add, index]);
    assert!(app.build().is_ok());
}
