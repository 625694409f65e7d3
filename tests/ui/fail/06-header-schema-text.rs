//! A schema is a type.

#[folio::get("/cities", header("x-a", schema = "u64"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
