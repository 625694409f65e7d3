//! An age for shared caches, which get nothing.

#[folio::get("/cities", cache_control(private, must_revalidate, s_maxage = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
