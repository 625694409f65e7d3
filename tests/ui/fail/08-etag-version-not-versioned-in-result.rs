//! The good case gives no version.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[derive(Debug, folio::Problem)]
#[problem(status = 404)]
struct Missing;

#[folio::get("/cities", etag = version)]
fn handler() -> Result<City, Missing> {
    Ok(City { id: 1 })
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
