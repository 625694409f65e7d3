//! A letter outside ASCII.

#[folio::get("/città")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
