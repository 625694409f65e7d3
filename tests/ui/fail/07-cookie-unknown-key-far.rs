//! A key that resembles none of a cookie.

#[folio::get("/cities", cookie("theme" = "dark", colour = "red"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
