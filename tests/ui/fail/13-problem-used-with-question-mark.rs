//! A `From` of a wrong attribute is still there.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 200)]
    Io(#[problem(from)] std::io::Error),
}

fn read() -> Result<String, Failure> {
    Ok(std::fs::read_to_string("cities")?)
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
