//! A cookie's path begins with a slash.

#[folio::get("/cities", cookie("theme" = "dark", path = "cities"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
