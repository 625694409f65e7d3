//! `#[route]` names its methods.

#[folio::route("/cities")]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
