//! A summary is a text.

#[folio::get("/cities", summary = 1)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
