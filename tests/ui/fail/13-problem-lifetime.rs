//! A lifetime parameter.

#[derive(Debug, folio::Problem)]
enum Failure<'a> {
    #[problem(status = 404)]
    Unknown { place: &'a str },
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure<'static>> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
