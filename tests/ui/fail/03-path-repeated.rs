//! Two parameters of one name.

#[folio::get("/cities/{id}/twins/{id}")]
fn handler(id: u64) {
    let _ = id;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
