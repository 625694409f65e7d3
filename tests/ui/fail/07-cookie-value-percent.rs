//! A cookie's value with a percent sign.

#[folio::get("/cities", cookie("theme" = "50%"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
