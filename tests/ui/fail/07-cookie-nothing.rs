//! A cookie without a name.

#[folio::get("/cities", cookie())]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
