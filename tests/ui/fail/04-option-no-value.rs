//! An option without its value.

#[folio::get("/cities")]
fn handler(#[query(default)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
