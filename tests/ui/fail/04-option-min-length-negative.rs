//! A negative length.

#[folio::get("/cities")]
fn handler(#[query(min_length = -1)] n: String) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
