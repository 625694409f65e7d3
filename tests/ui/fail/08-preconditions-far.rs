//! Preconditions that are not required.

#[folio::get("/cities", preconditions = optional)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
