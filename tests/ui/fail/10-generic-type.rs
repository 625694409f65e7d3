//! A type parameter that nothing decides.

#[folio::get("/cities")]
fn handler<T>() {}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
