//! A detail that names no field.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 404, detail = "no city {idd}")]
    Unknown { id: u64 },
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
