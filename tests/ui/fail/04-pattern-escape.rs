//! A backslash at the end.

#[folio::get("/cities")]
fn handler(#[query(pattern = "a\\")] n: String) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
