//! A domain has no port.

#[folio::get("/cities", cookie("theme" = "dark", domain = "example.com:80"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
