//! No comma between options.

#[folio::get("/cities", deprecated status = 202)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
