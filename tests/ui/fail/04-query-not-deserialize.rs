//! A query parameter of a type that serde cannot read.

struct Limit(u64);

#[folio::get("/cities")]
fn handler(#[query] limit: Limit) -> u64 {
    limit.0
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
