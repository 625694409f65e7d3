//! The name stands in the path.

#[folio::get("/cities/{id}")]
fn handler(#[query] id: u32) -> u32 {
    id
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
