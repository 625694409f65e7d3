//! A cookie that scripts can't have set is none that they read.

#[folio::get("/cities", cookie("__Http-theme" = "dark", secure))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
