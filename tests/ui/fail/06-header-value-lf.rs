//! A value with a line end.

#[folio::get("/cities", header("x-a" = "a\nb"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
