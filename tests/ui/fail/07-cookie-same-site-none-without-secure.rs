//! A cookie for all sites is secure.

#[folio::get("/cities", cookie("theme" = "dark", same_site = None))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
