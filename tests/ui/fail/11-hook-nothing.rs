//! A hook in empty parentheses.

#[folio::get("/cities", after_request())]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
