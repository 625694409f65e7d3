//! One header twice.

#[folio::get("/cities", header("x-a" = "b"), header("X-A" = "c"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
