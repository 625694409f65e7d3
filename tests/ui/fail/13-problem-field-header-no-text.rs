//! A header named without quotes.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 429)]
    Often(#[problem(header = RETRY_AFTER)] u64),
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
