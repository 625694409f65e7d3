//! The body of the good case is a body.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[derive(Debug, folio::Problem)]
enum Failure {
    /// There is no such thing.
    #[problem(status = 404)]
    Unknown,
}

#[folio::delete("/cities/{id}")]
fn handler(id: u64) -> Result<City, Failure> {
    if id == 0 { Err(Failure::Unknown) } else { Ok(City { id }) }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
