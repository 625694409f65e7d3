//! A domain without letters.

#[folio::get("/cities", cookie("theme" = "dark", domain = ""))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
