//! An option that none resembles.

#[folio::get("/cities")]
fn handler(#[query(colour = 1)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
