//! An error that is no problem.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[derive(Debug)]
struct Failure;

#[folio::get("/cities")]
fn handler() -> Result<City, Failure> {
    if true { Ok(City { id: 1 }) } else { Err(Failure) }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
