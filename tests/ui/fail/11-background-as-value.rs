//! A task behind a sign.

#[folio::get("/cities", background = log)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
