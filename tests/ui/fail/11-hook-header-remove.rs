//! A header that a hook adds and takes away.

#[folio::get("/cities", after_request(stamp, header("x-time", remove)))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
