//! A suffix of nothing.

#[folio::get("/cities", media_type = "application/+json")]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
