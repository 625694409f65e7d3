//! Nor has a boolean.

#[folio::get("/cities")]
fn handler(#[query(maximum = 1)] n: bool) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
