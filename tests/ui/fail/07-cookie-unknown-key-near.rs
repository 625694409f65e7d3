//! A key of a cookie with a typo.

#[folio::get("/cities", cookie("theme" = "dark", max_aeg = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
