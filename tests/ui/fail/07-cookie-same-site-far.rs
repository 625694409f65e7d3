//! A `same_site` that resembles none.

#[folio::get("/cities", cookie("theme" = "dark", same_site = Everywhere))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
