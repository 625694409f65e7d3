//! DELETE answers 204, which carries no body.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::delete("/cities/{id}")]
fn handler(id: u64) -> City {
    City { id }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
