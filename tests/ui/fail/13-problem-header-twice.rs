//! A problem header twice.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 401, header("x-a" = "1"), header("X-A" = "2"))]
    Nobody,
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
