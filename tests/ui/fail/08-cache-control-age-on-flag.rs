//! A directive that stands alone.

#[folio::get("/cities", cache_control(no_store = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
