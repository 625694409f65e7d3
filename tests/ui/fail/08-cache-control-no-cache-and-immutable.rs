//! What is asked for each time, and what never changes.

#[folio::get("/cities", cache_control(no_cache, immutable))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
