//! Bounds that nothing passes.

#[folio::get("/cities")]
fn handler(#[query(minimum = 10, maximum = 1)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
