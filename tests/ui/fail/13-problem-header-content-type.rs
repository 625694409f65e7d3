//! What a problem is written in.

#[derive(Debug, folio::Problem)]
enum Failure {
    #[problem(status = 401, header("content-type" = "text/html"))]
    Nobody,
}

#[folio::get("/cities")]
fn handler() -> Result<u64, Failure> {
    Ok(1)
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
