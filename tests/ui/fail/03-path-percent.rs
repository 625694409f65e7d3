//! A template is written decoded.

#[folio::get("/a%20b")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
