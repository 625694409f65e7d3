//! A default is a literal.

#[folio::get("/cities")]
fn handler(#[query(default = u32::MAX)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
