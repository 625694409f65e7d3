//! A header of a hook without its option.

#[folio::get("/cities", after_request(stamp, "x-time"))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
