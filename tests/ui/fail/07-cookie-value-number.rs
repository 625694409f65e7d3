//! A cookie's value without quotes.

#[folio::get("/cities", cookie("theme" = 1))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
