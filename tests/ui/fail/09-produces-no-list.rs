//! A representation without brackets.

#[folio::get("/cities", produces = Json)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
