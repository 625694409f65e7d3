//! A sign and nothing after it.

#[folio::get("/cities", status =)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
