//! A text without `'static`.

#[folio::get("/cities")]
fn handler() -> &str {
    ""
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
