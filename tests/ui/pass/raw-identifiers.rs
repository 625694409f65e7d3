//! Keywords as names, of the function and of arguments.

#![deny(warnings)]

#[folio::get("/types/{type}")]
fn r#type(r#type: String, #[query] r#in: Option<u32>, #[header] r#if: Option<u32>) -> String {
    let _ = (r#in, r#if);
    r#type
}

#[derive(Debug, folio::Problem)]
enum Failure {
    /// A place that is none.
    #[problem(status = 404)]
    Place { r#where: String },
}

#[folio::get("/loops/{loop}")]
async fn r#loop(r#loop: u64) -> Result<u64, Failure> {
    match r#loop {
        0 => Err(Failure::Place { r#where: "here".to_owned() }),
        other => Ok(other),
    }
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![r#type, r#loop]);
    assert!(app.build().is_ok());
}
