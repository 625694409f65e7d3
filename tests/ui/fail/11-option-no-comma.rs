//! No comma after the path.

#[folio::get("/cities" status = 202)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
