//! A text that stands nowhere in the path is the body.

#[folio::get("/cities")]
fn handler(name: String) -> String {
    name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
