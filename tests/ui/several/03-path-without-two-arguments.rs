//! Two parameters that no argument takes.

#[folio::get("/countries/{country}/cities/{city}")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
