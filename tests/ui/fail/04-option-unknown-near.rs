//! An option with a typo.

#[folio::get("/cities")]
fn handler(#[query(defualt = 1)] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
