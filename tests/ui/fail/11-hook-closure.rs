//! A hook without a name.

#[folio::get("/cities", before_request = |cx| None)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
