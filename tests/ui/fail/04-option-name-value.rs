//! The attribute as a value.

#[folio::get("/cities")]
fn handler(#[query = "n"] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
