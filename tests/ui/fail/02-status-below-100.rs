//! There is no status below 100.

#[folio::post("/cities", status = 99)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
