//! A cookie's value with a line end.

#[folio::get("/cities", cookie("theme" = "a\nb"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
