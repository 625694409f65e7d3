//! A type without a name has no schema.

#[folio::get("/cities")]
fn handler() -> impl serde::Serialize {
    1u8
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
