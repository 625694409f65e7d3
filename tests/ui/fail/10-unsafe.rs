//! Nobody keeps the promises that `unsafe` asks for.

#[folio::get("/cities")]
unsafe fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
