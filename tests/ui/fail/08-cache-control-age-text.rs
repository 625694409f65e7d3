//! An age of a cache is a number.

#[folio::get("/cities", cache_control(max_age = "1h"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
