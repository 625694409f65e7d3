//! A request does not outlive its handler.

#[folio::get("/cities/{name}")]
fn handler(name: &str) -> String {
    name.to_owned()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
