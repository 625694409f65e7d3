//! An option under another name.

#[folio::get("/cities")]
fn handler(#[query(max = 1)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
