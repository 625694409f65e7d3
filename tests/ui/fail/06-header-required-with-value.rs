//! What is always sent is always there.

#[folio::get("/cities", header("x-a" = "b", required))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
