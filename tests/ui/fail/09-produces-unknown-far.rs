//! A representation that resembles none.

#[folio::get("/cities", produces = [Json, Yaml])]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
