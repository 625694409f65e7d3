//! A status is a number.

#[folio::post("/cities", status = "created")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
