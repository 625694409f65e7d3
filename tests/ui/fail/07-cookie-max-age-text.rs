//! An age is a number.

#[folio::get("/cities", cookie("theme" = "dark", max_age = "1h"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
