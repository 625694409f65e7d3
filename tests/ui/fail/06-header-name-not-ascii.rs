//! A name outside ASCII.

#[folio::get("/cities", header("x-größe" = "1"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
