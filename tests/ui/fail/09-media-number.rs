//! A number.

#[folio::get("/cities", media_type = 1)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
