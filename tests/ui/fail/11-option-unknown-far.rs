//! An option that none resembles.

#[folio::get("/cities", colour = "red")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
