//! The blocking pool runs plain functions.

#[folio::get("/cities", blocking)]
async fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
