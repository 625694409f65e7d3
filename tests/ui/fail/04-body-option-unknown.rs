//! An option with a typo at a body.

#[folio::post("/cities")]
fn handler(#[body(minimun = 1)] n: u32) -> String {
    n.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
