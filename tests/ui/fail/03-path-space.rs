//! A space has to be encoded on the wire.

#[folio::get("/my cities")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
