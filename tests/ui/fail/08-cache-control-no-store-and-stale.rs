//! What is not stored is not used stale.

#[folio::get("/cities", cache_control(no_store, stale_if_error = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
