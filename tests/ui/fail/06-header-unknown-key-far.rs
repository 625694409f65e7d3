//! A key that resembles none.

#[folio::get("/cities", header("x-a", colour = "b"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
