//! A cookie's name without quotes.

#[folio::get("/cities", cookie(theme = "dark"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
