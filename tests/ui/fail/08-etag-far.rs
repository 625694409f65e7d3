//! An entity tag that resembles none.

#[folio::get("/cities", etag = sha256)]
fn handler() -> String {
    String::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
