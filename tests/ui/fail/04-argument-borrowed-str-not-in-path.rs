//! A reference that nothing reads.

#[folio::post("/cities")]
fn handler(name: &str) -> String {
    name.to_owned()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
