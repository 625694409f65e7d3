//! A 1xx status is never the last one.

#[folio::post("/cities", status = 100)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
