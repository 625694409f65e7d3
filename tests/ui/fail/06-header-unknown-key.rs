//! A key that a header does not take.

#[folio::get("/cities", header("x-a", valeu = "b"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
