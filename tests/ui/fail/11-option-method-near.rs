//! A method with a typo.

#[folio::route("/cities", methods = [GTE, POST])]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
