//! What is asked for each time is not used stale.

#[folio::get("/cities", cache_control(no_cache, stale_while_revalidate = 60))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
