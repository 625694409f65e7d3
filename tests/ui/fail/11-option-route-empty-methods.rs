//! No method at all.

#[folio::route("/cities", methods = [])]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
