//! A default that is too short.

#[folio::get("/cities")]
fn handler(#[query(default = "", min_length = 1)] n: String) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
