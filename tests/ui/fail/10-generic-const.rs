//! A constant parameter.

#[folio::get("/cities")]
fn handler<const N: usize>() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
