//! A default under the least value.

#[folio::get("/cities")]
fn handler(#[query(default = 0, minimum = 1)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
