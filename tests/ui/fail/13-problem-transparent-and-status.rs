//! An answer of its own, and none.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(transparent, status = 404)]
    Unknown(std::convert::Infallible),
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
