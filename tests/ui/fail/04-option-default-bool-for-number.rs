//! A boolean where the type is a number.

#[folio::get("/cities")]
fn handler(#[query(default = true)] n: u8) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
