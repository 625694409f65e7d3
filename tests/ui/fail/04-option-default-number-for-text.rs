//! A number where the type is text.

#[folio::get("/cities")]
fn handler(#[query(default = 1)] n: String) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
