//! A method twice.

#[folio::route("/cities", methods = [GET, POST, GET])]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
