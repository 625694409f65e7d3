//! A number among the options.

#[folio::get("/cities", 202)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
