//! A number that stands nowhere in the path.

#[folio::get("/cities")]
fn handler(limit: u64) -> u64 {
    limit
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
