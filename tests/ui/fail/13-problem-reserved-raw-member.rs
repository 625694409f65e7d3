//! A raw name is the same name.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 404)]
    Unknown { r#type: String },
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
