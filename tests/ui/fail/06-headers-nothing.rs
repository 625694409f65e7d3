//! A list of no headers.

#[folio::get("/cities", headers())]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
