//! A path begins with a slash.

#[folio::get("cities")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
