//! A cookie of one host names none.

#[folio::get("/cities", cookie("__Host-theme" = "dark", secure, domain = "example.com"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
