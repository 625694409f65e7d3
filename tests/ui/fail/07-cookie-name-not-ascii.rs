//! A cookie's name outside ASCII.

#[folio::get("/cities", cookie("thème" = "dark"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
