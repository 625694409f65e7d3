//! One parameter a segment.

#[folio::get("/flights/{from}-{to}")]
fn handler(from: String, to: String) {
    let _ = from;
    let _ = to;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
