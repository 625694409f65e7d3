//! An id without letters.

#[folio::get("/cities", operation_id = "")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
