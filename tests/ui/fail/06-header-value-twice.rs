//! Two values in one header.

#[folio::get("/cities", header("x-a" = "b", value = "c"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
