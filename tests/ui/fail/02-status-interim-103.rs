//! Early hints are followed by an answer.

#[folio::post("/cities", status = 103)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
