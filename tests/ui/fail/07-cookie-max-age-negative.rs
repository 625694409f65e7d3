//! An age has no sign.

#[folio::get("/cities", cookie("theme" = "dark", max_age = -1))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
