//! HEAD is answered without a body.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::head("/cities/{id}")]
async fn handler(id: u64) -> City {
    City { id }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
