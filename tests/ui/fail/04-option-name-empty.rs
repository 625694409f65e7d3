//! A name has letters.

#[folio::get("/cities")]
fn handler(#[query(name = "")] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
