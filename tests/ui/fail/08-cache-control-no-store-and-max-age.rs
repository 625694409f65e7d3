//! What is not stored has no age.

#[folio::get("/cities", cache_control(no_store, max_age = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
