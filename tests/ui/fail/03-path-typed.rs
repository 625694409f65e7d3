//! Types stand at the argument.

#[folio::get("/cities/{id:u64}")]
fn handler(id: u64) {
    let _ = id;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
