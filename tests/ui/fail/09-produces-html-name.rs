//! A template without quotes.

#[folio::get("/cities", produces = [Json, Html(page)])]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
