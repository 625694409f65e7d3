//! A query is no part of the path.

#[folio::get("/cities?limit={limit}")]
fn handler(limit: u32) {
    let _ = limit;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
