//! A cookie's name with a space.

#[folio::get("/cities", cookie("my theme" = "dark"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
