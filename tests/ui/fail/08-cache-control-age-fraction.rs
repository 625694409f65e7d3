//! An age in whole seconds.

#[folio::get("/cities", cache_control(max_age = 1.5))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
