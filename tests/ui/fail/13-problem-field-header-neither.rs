//! A header that is neither written nor described.

#[derive(Debug)]
struct Wait;

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 429)]
    Often(#[problem(header = "retry-after")] Wait),
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
