//! An `http::Response` of what is no body.

#[folio::get("/legacy")]
fn handler() -> folio::http::Response<u64> {
    folio::http::Response::new(7)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
