//! A header without a name.

#[folio::get("/cities", header())]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
