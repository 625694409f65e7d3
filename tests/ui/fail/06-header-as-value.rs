//! A header as a value.

#[folio::get("/cities", header = "x-a")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
