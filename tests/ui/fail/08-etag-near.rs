//! An entity tag with a typo.

#[folio::get("/cities", etag = strng)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
