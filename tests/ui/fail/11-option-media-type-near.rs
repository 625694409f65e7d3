//! Another name of an option.

#[folio::get("/cities", mediatype = Text)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
