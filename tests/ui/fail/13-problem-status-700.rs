//! A problem is an error.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 700)]
    Unknown,
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
