//! A path has no key.

#[folio::get(path = "/cities")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
