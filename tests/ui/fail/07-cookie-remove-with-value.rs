//! A cookie that is taken away has no value.

#[folio::get("/cities", cookie("theme" = "dark", remove))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
