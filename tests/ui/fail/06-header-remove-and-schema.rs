//! What is taken away has no schema.

#[folio::get("/cities", header("x-a", schema = u64, remove))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
