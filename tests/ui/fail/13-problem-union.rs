//! A union.

#[derive(folio::Problem)]
union Failure {
    a: u8,
    b: u8,
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
