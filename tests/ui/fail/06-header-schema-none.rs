//! A schema that nobody wrote.

struct Plain;

#[folio::get("/cities", header("x-a", schema = Plain))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
