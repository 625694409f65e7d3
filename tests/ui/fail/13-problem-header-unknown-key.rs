//! A key that a problem header does not have.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 401, header("x-a" = "1", valeu = "2"))]
    Nobody,
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
