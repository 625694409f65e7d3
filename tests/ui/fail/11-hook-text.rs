//! A hook in quotes.

#[folio::get("/cities", after_response = "count")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
