//! A parameter is named like an argument.

#[folio::get("/cities/{1}")]
fn handler(id: u64) {
    let _ = id;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
