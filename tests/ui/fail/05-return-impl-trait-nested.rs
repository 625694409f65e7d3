//! A nameless type inside another.

#[folio::get("/cities")]
fn handler() -> Option<impl serde::Serialize> {
    Some(1u8)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
