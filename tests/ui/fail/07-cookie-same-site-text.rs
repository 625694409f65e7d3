//! A `same_site` in quotes.

#[folio::get("/cities", cookie("theme" = "dark", same_site = "Lax"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
