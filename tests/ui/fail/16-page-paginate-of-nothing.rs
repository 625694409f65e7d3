//! `paginate` over nothing.

#[folio::get("/cities", paginate)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
