//! An age that caches don't know.

#[folio::get("/cities", cache_control(max_age = 2147483649))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
