//! A representation twice, in other letters.

#[folio::get("/cities", produces = [Json, "text/csv", "Text/CSV"])]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
