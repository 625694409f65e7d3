//! A field named like a member of every problem.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 404)]
    Unknown { status: u64 },
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
