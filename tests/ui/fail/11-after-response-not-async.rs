//! A last hook that is no `async fn`.

fn count(request: &folio::RequestHead, end: &folio::ResponseEnd) {
    let _ = (request, end);
}

#[folio::get("/cities", after_response = count)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
