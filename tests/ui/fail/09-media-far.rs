//! A name that resembles none.

#[folio::get("/cities", media_type = Spreadsheet)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
