//! Where no body can be sent, none is returned.

#![deny(warnings)]

use folio::{Response, delete, get, head, put};

#[derive(Debug, folio::Problem)]
enum Failure {
    /// There is none.
    #[problem(status = 404)]
    Unknown,
}

#[delete("/unit")]
fn unit() {}

#[delete("/result")]
fn result() -> Result<(), Failure> {
    Err(Failure::Unknown)
}

#[delete("/response")]
fn response() -> Response<()> {
    Response::new(())
}

#[delete("/nested")]
async fn nested() -> Result<Response<()>, Failure> {
    Ok(Response::new(()))
}

#[put("/reset", status = 205)]
fn reset() {}

#[get("/same", status = 304)]
fn same() {}

#[head("/head")]
fn only_head() {}

#[delete("/body", status = 200)]
fn body() -> u64 {
    1
}

#[put("/never", status = 204)]
fn never() -> Result<(), std::convert::Infallible> {
    Ok(())
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![unit, result, response, nested, reset, same, only_head, body, never]);
    assert!(app.build().is_ok());
}
