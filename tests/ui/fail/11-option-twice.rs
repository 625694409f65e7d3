//! An option twice.

#[folio::get("/cities", status = 200, status = 202)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
