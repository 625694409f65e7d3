//! A value is bound to a name.

#[folio::get("/cities")]
fn handler(#[query] (a, b): (u8, u8)) -> u8 {
    a + b
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
