//! A type parameter.

#[derive(Debug, folio::Problem)]
enum Failure<T> {
    #[problem(status = 404)]
    Unknown { place: T },
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure<u8>> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
