//! A reference to the request.

#[folio::get("/cities")]
fn handler(request: &mut folio::Request) {
    let _ = request;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
