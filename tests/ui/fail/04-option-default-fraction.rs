//! A fraction where the type is whole.

#[folio::get("/cities")]
fn handler(#[query(default = 1.5)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
