//! A status in quotes.

#[folio::get("/cities", status = "200")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
