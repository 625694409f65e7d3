//! The server writes this one.

#[folio::get("/cities", header("date" = "x"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
