//! A field that is no problem.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(transparent)]
    Io(std::io::Error),
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
