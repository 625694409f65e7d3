//! A flag of a header takes no value.

#[folio::get("/cities", header("x-a", required = true))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
