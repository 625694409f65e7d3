//! The function stays one, so its callers say nothing.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::delete("/cities/{id}")]
async fn handler(id: u64) -> City {
    City { id }
}

async fn caller() -> u64 {
    handler(1).await.id
}

fn main() {
    drop(caller());
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
