//! One cookie twice, with its path and without.

#[folio::get("/cities", cookie("theme" = "dark"), cookie("theme" = "light", path = "/"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
