//! An entity tag without its kind.

#[folio::get("/cities", etag)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
