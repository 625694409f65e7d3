//! There is no status above 599.

#[folio::post("/cities", status = 600)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
