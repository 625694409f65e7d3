//! A `same_site` with a typo.

#[folio::get("/cities", cookie("theme" = "dark", same_site = Strickt))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
