//! A hook that is called.

#[folio::get("/cities", before_request = gate())]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
