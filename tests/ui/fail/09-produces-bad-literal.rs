//! A representation that is no media type.

#[folio::get("/cities", produces = [Json, "text"])]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
