//! An age that fits no number.

#[folio::get("/cities", cache_control(max_age = 99999999999999999999))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
