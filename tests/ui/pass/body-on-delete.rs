//! A DELETE request may have a body, and so may OPTIONS.

#![deny(warnings)]

#[folio::delete("/cities")]
fn remove(#[body] ids: Vec<u64>) {
    drop(ids);
}

#[folio::options("/cities")]
fn ask(text: String) -> String {
    text
}

#[folio::route("/both", methods = [POST, DELETE])]
fn both(folio::Json(ids): folio::Json<Vec<u64>>) -> usize {
    ids.len()
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![remove, ask, both]);
    assert!(app.build().is_ok());
}
