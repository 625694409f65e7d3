//! A media type has two parts.

#[folio::get("/cities", media_type = "csv")]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
