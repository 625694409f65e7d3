//! A cookie's value with a backslash.

#[folio::get("/cities", cookie("theme" = "a\\b"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
