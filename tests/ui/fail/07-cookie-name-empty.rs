//! A cookie's name without letters.

#[folio::get("/cities", cookie("" = "dark"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
