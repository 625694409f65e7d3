//! A header of the list without its value.

#[folio::get("/cities", headers("x-a" = "1", "x-b"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
