//! Two variants made of one type.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 500)]
    Read(#[problem(from)] std::io::Error),
    #[problem(status = 503)]
    Write(#[problem(from)] std::io::Error),
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
