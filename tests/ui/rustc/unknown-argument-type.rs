//! A type of an argument that is not there.

#[folio::get("/cities/{id}")]
async fn handler(id: Id) -> u64 {
    1
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
