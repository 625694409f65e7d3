//! An id without quotes.

#[folio::get("/cities", operation_id = city)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
