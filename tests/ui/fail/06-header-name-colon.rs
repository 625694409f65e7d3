//! A name with its colon.

#[folio::get("/cities", header("x-frame-options:" = "DENY"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
