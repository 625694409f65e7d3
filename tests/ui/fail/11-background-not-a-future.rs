//! A number is nothing to do.

fn count() -> u64 {
    1
}

#[folio::get("/cities", background(count()))]
fn handler() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
