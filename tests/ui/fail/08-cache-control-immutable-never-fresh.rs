//! What is never fresh does not stay the same while it is.

#[folio::get("/cities", cache_control(max_age = 0, immutable))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
