//! A header twice in the list.

#[folio::get("/cities", headers("x-a" = "1", "X-A" = "2"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
