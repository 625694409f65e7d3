//! Directives behind a sign.

#[folio::get("/cities", cache_control = "no-store")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
