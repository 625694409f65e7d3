//! A parameter that no argument takes.

#[folio::get("/cities/{id}")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
