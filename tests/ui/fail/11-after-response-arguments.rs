//! A hook that sees half of an end.

async fn count(end: &folio::ResponseEnd) {
    let _ = end;
}

#[folio::get("/cities", after_response = count)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
