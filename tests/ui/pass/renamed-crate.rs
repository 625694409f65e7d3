//! The crate under a second name.

#![deny(warnings)]

extern crate folio as web;

use web::{App, Json, post, routes};

#[post("/cities")]
fn handler(Json(n): Json<u64>) -> u64 {
    n
}

#[derive(Debug, web::Problem)]
#[problem(status = 404)]
struct Unknown;

#[web::get("/")]
fn index() -> Result<(), Unknown> {
    Err(Unknown)
}

fn app() -> App {
    App::new("t", "1").routes(routes![handler])
}

fn main() {
    assert!(app().build().is_ok());
    let app = folio::App::new("t", "1").routes(folio::routes![index]);
    assert!(app.build().is_ok());
}
