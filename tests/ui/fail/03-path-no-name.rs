//! A parameter has a name.

#[folio::get("/cities/{}")]
fn handler(id: u64) {
    let _ = id;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
