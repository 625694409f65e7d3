//! A rest has a name.

#[folio::get("/files/{*}")]
fn handler(rest: String) {
    let _ = rest;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
