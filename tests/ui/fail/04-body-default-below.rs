//! A default of a body under the least value.

#[folio::post("/cities")]
fn handler(#[body(default = 0, minimum = 1)] n: u32) -> String {
    n.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
