//! A literal with the suffix of a type.

#[folio::get("/cities")]
fn handler(#[query(default = 1u32)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
