//! A key of a cookie twice.

#[folio::get("/cities", cookie("theme" = "dark", max_age = 60, max_age = 3600))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
