//! A type that is not there.

#[folio::get("/cities/{id}")]
async fn handler(id: u64) -> Citty {
    loop {}
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
