//! A cookie's path ends no attribute.

#[folio::get("/cities", cookie("theme" = "dark", path = "/; Domain=example.com"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
