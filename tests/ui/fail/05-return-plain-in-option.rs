//! An option of it.

struct Plain;

#[folio::get("/cities")]
fn handler() -> Option<Plain> {
    Some(Plain)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
