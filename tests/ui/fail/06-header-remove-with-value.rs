//! What is taken away has no value.

#[folio::get("/cities", header("x-a" = "b", remove))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
