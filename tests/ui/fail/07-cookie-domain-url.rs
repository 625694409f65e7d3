//! A domain is no address.

#[folio::get("/cities", cookie("theme" = "dark", domain = "https://example.com"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
