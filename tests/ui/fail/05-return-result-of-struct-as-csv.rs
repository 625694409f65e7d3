//! Nor is a struct inside `Result`.

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

#[folio::get("/cities", media_type = "text/csv")]
fn handler() -> Result<City, Failure> {
    if true { Ok(City { id: 1 }) } else { Err(Failure::Unknown) }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
