//! A header that is only documented has a value.

#[folio::get("/cities", header("x-a" = "b", documentation_only))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
