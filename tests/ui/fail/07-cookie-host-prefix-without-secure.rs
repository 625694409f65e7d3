//! A cookie of one host is secure.

#[folio::get("/cities", cookie("__Host-theme" = "dark"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
