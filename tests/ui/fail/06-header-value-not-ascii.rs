//! A value outside ASCII.

#[folio::get("/cities", header("x-a" = "é"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
