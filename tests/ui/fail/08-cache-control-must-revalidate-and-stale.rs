//! A stale answer is asked for, and used.

#[folio::get("/cities", cache_control(max_age = 60, must_revalidate, stale_if_error = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
