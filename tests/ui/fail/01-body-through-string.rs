//! A text is a body.

#[folio::delete("/cities/{id}")]
fn handler(id: u64) -> String {
    id.to_string()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
