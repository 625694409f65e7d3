//! A suffix that the number does not fit.

#[folio::post("/cities", status = 201u8)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
