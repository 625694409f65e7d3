//! Bytes may be no text.

#[folio::get("/cities", media_type = Text)]
fn handler() -> Vec<u8> {
    Vec::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
