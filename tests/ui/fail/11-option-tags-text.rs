//! A tag without brackets.

#[folio::get("/cities", tags = "a")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
