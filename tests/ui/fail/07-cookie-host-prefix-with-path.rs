//! A cookie of one host is there for all of it.

#[folio::get("/cities", cookie("__Host-theme" = "dark", secure, path = "/a"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
