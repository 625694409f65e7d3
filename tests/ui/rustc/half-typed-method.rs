//! A method that is being typed.

#[folio::get("/cities/{id}")]
async fn handler(id: u64) -> u64 {
    id.
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
