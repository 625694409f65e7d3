//! The media type has an option of its own.

#[folio::get("/cities", header("content-type" = "text/csv"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
