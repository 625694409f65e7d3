//! A status is a whole number.

#[folio::post("/cities", status = 201.0)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
