//! A text that may be borrowed has no schema.

#[folio::get("/cities")]
fn handler() -> std::borrow::Cow<'static, str> {
    "".into()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
