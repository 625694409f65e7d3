//! No subtype.

#[folio::get("/cities", media_type = "text/")]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
