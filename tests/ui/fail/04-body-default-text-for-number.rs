//! A text where the body is a number.

#[folio::post("/cities")]
fn handler(#[body(default = "x")] n: u32) -> String {
    n.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
