//! A text has no least value.

#[folio::get("/cities")]
fn handler(#[query(minimum = 1)] n: String) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
