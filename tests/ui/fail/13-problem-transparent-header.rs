//! A header of what another problem answers.

#[derive(Debug, folio::Problem)]
#[problem(status = 404)]
struct Nobody;

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(transparent)]
    Nobody(#[problem(header = "x-a")] Nobody),
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
