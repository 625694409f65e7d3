//! One cookie twice.

#[folio::get("/cities", cookie("theme" = "dark"), cookie("theme" = "light"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
