//! A directive without its age.

#[folio::get("/cities", cache_control(max_age))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
