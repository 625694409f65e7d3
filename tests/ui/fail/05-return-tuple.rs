//! Status and body as another framework takes them.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities")]
fn handler() -> (folio::http::StatusCode, folio::Json<City>) {
    (folio::http::StatusCode::CREATED, folio::Json(City { id: 1 }))
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
