//! A way to do nothing.

#[folio::get("/cities", background(concurrently))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
