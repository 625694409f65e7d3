//! A name is a text.

#[folio::get("/cities")]
fn handler(#[query(name = 1)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
