//! A value with NUL.

#[folio::get("/cities", header("x-a" = "a\0b"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
