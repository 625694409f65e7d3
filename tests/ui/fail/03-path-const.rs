//! A path is a literal, so that it can be checked.

const PATH: &str = "/cities";

#[folio::get(PATH)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
