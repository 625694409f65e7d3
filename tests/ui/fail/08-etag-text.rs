//! An entity tag in quotes.

#[folio::get("/cities", etag = "v1")]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
