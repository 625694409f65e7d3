//! A generic alias of `Result`.

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

type Fallible<T> = Result<T, Failure>;

#[folio::delete("/cities/{id}")]
fn handler(id: u64) -> Fallible<City> {
    if id == 0 { Err(Failure::Unknown) } else { Ok(City { id }) }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
