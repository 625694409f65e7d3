//! A header with two descriptions.

#[folio::get("/cities", header("x-a", description = "b", description = "c"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
