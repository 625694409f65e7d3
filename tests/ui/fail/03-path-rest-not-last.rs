//! Nothing follows the rest.

#[folio::get("/files/{*rest}/raw")]
fn handler(rest: String) {
    let _ = rest;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
