//! No directive at all.

#[folio::get("/cities", cache_control())]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
