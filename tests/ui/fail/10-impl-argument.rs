//! A parameter without a name.

#[folio::get("/cities/{id}")]
fn handler(id: impl std::fmt::Display) -> String {
    id.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
