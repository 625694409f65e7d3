//! A template without a name in the list.

#[folio::get("/cities", produces = [Json, Html("")])]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
