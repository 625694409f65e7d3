//! A list of headers behind a sign.

#[folio::get("/cities", headers = ["x-a"])]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
