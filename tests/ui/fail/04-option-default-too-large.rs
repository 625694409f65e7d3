//! A number that the type does not hold.

#[folio::get("/cities")]
fn handler(#[query(default = 256)] n: u8) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
