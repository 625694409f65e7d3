//! A name with a space.

#[folio::get("/cities", header("x frame" = "DENY"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
