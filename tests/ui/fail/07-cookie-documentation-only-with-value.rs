//! A cookie that is only documented has a value.

#[folio::get("/cities", cookie("theme" = "dark", documentation_only))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
