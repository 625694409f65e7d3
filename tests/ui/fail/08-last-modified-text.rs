//! A date in quotes.

#[folio::get("/cities", last_modified = "Sun, 06 Nov 1994 08:49:37 GMT")]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
