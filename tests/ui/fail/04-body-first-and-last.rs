//! Other arguments stand between the two readers.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities/{id}")]
async fn handler(
    city: folio::Json<NewCity>,
    id: usize,
    headers: folio::Headers,
    #[query] limit: usize,
    request: folio::Request,
) -> usize {
    drop((headers, request));
    city.0.name.len() + id + limit
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
