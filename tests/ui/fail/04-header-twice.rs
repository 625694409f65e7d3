//! Field names have no case.

#[folio::get("/cities")]
fn handler(#[header] x_client: String, #[header(name = "X-Client")] other: String) -> bool {
    x_client == other
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
