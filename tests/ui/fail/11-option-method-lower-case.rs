//! A method in lower case.

#[folio::route("/cities", methods = [get])]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
