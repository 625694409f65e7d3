//! The style of other frameworks.

#[folio::get("/cities/<id>")]
fn handler(id: u64) {
    let _ = id;
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
