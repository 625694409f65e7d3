//! No representation at all.

#[folio::get("/cities", produces = [])]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
