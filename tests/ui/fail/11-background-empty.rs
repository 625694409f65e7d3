//! Nothing to do.

#[folio::get("/cities", background())]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
