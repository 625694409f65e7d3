//! A name without a value after the sign.

#[folio::get("/cities", header("x-a" =))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
