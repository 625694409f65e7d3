//! A hook with a result that nobody looks at.

async fn stamp(
    request: &folio::RequestHead,
    response: &mut folio::http::Response<folio::Body>,
) -> Result<(), String> {
    let _ = (request, response);
    Ok(())
}

#[folio::get("/cities", after_request = stamp)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
