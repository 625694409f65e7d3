//! A list in brackets.

#[folio::get("/cities", headers(["x-a" = "1"]))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
