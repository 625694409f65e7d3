//! No comma between options.

#[folio::get("/cities")]
fn handler(#[query(minimum = 1 maximum = 2)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
