//! Nothing is appended.

#[folio::get("/cities", header("x-a", append))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
