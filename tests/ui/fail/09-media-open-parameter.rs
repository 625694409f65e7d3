//! A parameter that is not there.

#[folio::get("/cities", media_type = "text/csv;")]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
