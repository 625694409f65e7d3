//! A flag twice.

#[folio::get("/cities", deprecated, deprecated)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
