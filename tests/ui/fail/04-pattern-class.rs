//! A class that stays open.

#[folio::get("/cities")]
fn handler(#[query(pattern = "^[a-z$")] n: String) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
