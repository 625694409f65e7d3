//! The constant instead of its name.

#[folio::get("/cities", media_type = folio::Media::TEXT)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
