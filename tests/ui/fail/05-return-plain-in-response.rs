//! A response of it.

struct Plain;

#[folio::get("/cities")]
fn handler() -> folio::Response<Plain> {
    folio::Response::new(Plain)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
