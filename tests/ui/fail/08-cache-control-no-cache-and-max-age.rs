//! What is asked for each time has no age.

#[folio::get("/cities", cache_control(no_cache, max_age = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
