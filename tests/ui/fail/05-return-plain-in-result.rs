//! A result of it.

struct Plain;

#[derive(Debug, folio::Problem)]
enum Failure {
    /// There is no such thing.
    #[problem(status = 404)]
    Unknown,
}

#[folio::get("/cities")]
fn handler() -> Result<Plain, Failure> {
    if true { Ok(Plain) } else { Err(Failure::Unknown) }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
