//! One media type twice.

#[folio::post("/cities", consumes = ["application/json", "application/JSON"])]
fn handler(#[body] n: u32) -> String {
    n.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
