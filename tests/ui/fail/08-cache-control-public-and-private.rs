//! For all caches, and for none of them.

#[folio::get("/cities", cache_control(public, max_age = 60, private))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
