//! A detail that changes tells nothing apart.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 404, detail = "no city {id}")]
    NoCity { id: u64 },
    #[problem(status = 404, detail = "no country {id}")]
    NoCountry { id: u64 },
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
