//! A cause that cannot be logged.

struct Cause;

#[derive(folio::Problem)]
enum Failure {
    #[problem(status = 500)]
    Broken(Cause),
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
