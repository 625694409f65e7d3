//! What is taken away has no further facts.

#[folio::get("/cities", header("x-a", remove, deprecated))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
