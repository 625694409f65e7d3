//! A hook that returns what it may change.

async fn stamp(
    request: &folio::RequestHead,
    response: folio::http::Response<folio::Body>,
) -> folio::http::Response<folio::Body> {
    let _ = request;
    response
}

#[folio::get("/cities", after_request = stamp)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
