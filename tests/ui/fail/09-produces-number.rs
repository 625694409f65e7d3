//! A number among the representations.

#[folio::get("/cities", produces = [Json, 1])]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
