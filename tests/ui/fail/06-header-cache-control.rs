//! What caches do is said twice.

#[folio::get("/cities", header("cache-control" = "no-store"), cache_control(no_store))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
