//! Preconditions without what is asked.

#[folio::get("/cities", preconditions)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
