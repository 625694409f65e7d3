//! A method in quotes.

#[folio::route("/cities", methods = ["GET"])]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
