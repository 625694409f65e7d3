//! What caches do in two options.

#[folio::get("/cities", cache_control(public), cache_control(max_age = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
