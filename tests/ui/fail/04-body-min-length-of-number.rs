//! A number in a body has no length.

#[folio::post("/cities")]
fn handler(#[body(min_length = 1)] n: u32) -> String {
    n.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
