//! A pattern is for texts.

#[folio::get("/cities")]
fn handler(#[query(pattern = "^[0-9]$")] n: u32) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
