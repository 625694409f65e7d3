//! A directive that resembles none.

#[folio::get("/cities", cache_control(forever))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
