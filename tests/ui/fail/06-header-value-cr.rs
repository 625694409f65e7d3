//! A value with a carriage return.

#[folio::get("/cities", header("x-a" = "a\rb"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
