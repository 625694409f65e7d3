//! A value is a text.

#[folio::get("/cities", header("x-a" = 1))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
