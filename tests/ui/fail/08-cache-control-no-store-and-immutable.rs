//! What is not stored does not stay the same.

#[folio::get("/cities", cache_control(no_store, immutable))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
