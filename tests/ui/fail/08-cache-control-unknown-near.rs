//! A directive with a typo.

#[folio::get("/cities", cache_control(max_aeg = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
