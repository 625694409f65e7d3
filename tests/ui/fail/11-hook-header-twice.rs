//! A header of a hook twice.

#[folio::get("/cities", after_request(stamp, header("x-time"), header("X-Time")))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
