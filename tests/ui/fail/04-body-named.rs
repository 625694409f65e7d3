//! A body has no name.

#[folio::post("/cities")]
fn handler(#[body(name = "city")] n: u32) -> String {
    n.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
