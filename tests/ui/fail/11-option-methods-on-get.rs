//! The attribute names the method.

#[folio::get("/cities", methods = [POST])]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
