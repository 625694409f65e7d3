//! A status alone.

#[folio::get("/cities")]
fn handler() -> folio::http::StatusCode {
    folio::http::StatusCode::OK
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
