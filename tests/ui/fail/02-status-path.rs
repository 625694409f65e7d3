//! A status is a number, not the name of one.

#[folio::post("/cities", status = folio::http::StatusCode::CREATED)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
