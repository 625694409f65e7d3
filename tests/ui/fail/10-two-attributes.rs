//! Two attributes for one function.

#[folio::get("/cities")]
#[folio::head("/cities")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
