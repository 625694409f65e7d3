//! A problem header without its value.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 401, header("www-authenticate"))]
    Nobody,
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
