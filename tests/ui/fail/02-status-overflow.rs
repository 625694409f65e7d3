//! A number that fits no status at all.

#[folio::post("/cities", status = 70000)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
