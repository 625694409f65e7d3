//! Two lists of headers.

#[folio::get("/cities", headers("x-a" = "1"), headers("x-b" = "2"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
