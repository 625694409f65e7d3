//! A header of the list with a fact.

#[folio::get("/cities", headers("x-a" = "1", description = "b"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
