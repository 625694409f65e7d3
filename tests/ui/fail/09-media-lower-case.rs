//! A name in lower case.

#[folio::get("/cities", media_type = json)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
