//! A cookie's value outside ASCII.

#[folio::get("/cities", cookie("theme" = "noir é"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
