//! Two letters where the type is one.

#[folio::get("/cities")]
fn handler(#[query(default = "ab")] n: char) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
