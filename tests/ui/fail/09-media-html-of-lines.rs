//! Lines of JSON are no page.

#[folio::get("/numbers", media_type = Html)]
fn handler() -> folio::JsonLines<u8> {
    folio::JsonLines::iter([1])
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
