//! A domain has one dot in front at most.

#[folio::get("/cities", cookie("theme" = "dark", domain = "..example.com"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
