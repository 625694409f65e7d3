//! A cookie's value with a semicolon.

#[folio::get("/cities", cookie("theme" = "a; Secure"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
