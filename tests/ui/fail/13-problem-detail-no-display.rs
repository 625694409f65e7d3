//! A detail over what cannot be shown.

#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct Place;

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 404, detail = "no city at {place}")]
    Unknown { place: Place },
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
