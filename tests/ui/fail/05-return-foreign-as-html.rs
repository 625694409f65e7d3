//! A media type for an answer that brings its own.

#[folio::get("/legacy", media_type = Html)]
fn handler() -> folio::http::Response<String> {
    folio::http::Response::new(String::new())
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
