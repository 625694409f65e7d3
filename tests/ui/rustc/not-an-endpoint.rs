//! A function without an attribute.

fn handler() -> u64 {
    1
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
