//! The body in its wrapper.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities")]
fn handler() -> folio::Json<City> {
    folio::Json(City { id: 1 })
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
