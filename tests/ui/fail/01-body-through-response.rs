//! A response with headers of its own has the body of its value.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::delete("/cities/{id}")]
fn handler(id: u64) -> folio::Response<City> {
    folio::Response::new(City { id })
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
