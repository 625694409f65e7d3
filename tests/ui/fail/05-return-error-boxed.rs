//! Any error at all.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities")]
fn handler() -> Result<City, Box<dyn std::error::Error>> {
    Ok(City { id: 1 })
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
