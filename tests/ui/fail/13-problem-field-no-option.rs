//! An attribute of a field without anything.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 500)]
    Io(#[problem] std::io::Error),
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
