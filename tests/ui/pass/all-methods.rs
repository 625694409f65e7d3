//! All seven methods, and several at once.

#![deny(warnings)]

use folio::{delete, get, head, options, patch, post, put, route};

#[get("/one")]
fn read() -> u64 {
    1
}

#[head("/head")]
async fn check() {}

#[post("/one")]
async fn add() -> u64 {
    1
}

#[put("/one")]
fn replace() -> u64 {
    1
}

#[patch("/one")]
fn change() -> u64 {
    1
}

#[delete("/one")]
fn remove() {}

#[options("/one")]
fn ask() {}

#[route("/several", methods = [GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS])]
fn several() -> u64 {
    1
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![read, check, add, replace, change, remove, ask, several]);
    assert!(app.build().is_ok());
}
