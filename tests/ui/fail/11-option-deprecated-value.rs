//! A flag takes no value.

#[folio::get("/cities", deprecated = true)]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
