//! A name without letters.

#[folio::get("/cities", header("" = "DENY"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
