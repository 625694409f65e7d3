//! A problem header that a field is too.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 429, header("retry-after" = "1"))]
    Often(#[problem(header = "Retry-After")] u64),
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
