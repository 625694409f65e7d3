//! A method that is none of the seven.

#[folio::route("/cities", methods = [PURGE])]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
