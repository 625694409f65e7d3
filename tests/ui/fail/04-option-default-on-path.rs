//! A path parameter is always there.

#[folio::get("/cities/{id}")]
fn handler(#[path(default = 1)] id: u64) -> u64 {
    id
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
