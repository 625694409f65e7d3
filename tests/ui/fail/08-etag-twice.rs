//! Two kinds of entity tags.

#[folio::get("/cities", etag = strong, etag = weak)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
