//! Only one of two headers of a name appends.

#[folio::get("/cities", header("x-a" = "b", append), header("x-a" = "c"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
