//! A flag of a cookie takes no value.

#[folio::get("/cities", cookie("theme" = "dark", secure = true))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
