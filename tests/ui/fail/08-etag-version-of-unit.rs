//! Nothing gives no version.

#[folio::get("/cities", etag = version)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
