//! A default that is too long.

#[folio::get("/cities")]
fn handler(#[query(default = "abc", max_length = 2)] n: String) {
    let _ = n;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
