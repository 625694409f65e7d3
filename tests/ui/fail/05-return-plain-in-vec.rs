//! A list of what cannot be written.

struct Plain;

#[folio::get("/cities")]
fn handler() -> Vec<Plain> {
    vec![Plain]
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
