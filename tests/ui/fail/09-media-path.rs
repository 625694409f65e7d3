//! A path instead of a name.

#[folio::get("/cities", media_type = media::Text)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
