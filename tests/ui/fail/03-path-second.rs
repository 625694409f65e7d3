//! Two paths.

#[folio::get("/cities", "/towns")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
