//! A template's name without quotes.

#[folio::get("/cities", template = page)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
