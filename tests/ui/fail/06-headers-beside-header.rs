//! A header of the list once more.

#[folio::get("/cities", headers("x-a" = "1"), header("X-A" = "2"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
