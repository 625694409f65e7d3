//! What is not stored is not stored by all.

#[folio::get("/cities", cache_control(public, no_store))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
