//! A status has no sign.

#[folio::post("/cities", status = -201)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
