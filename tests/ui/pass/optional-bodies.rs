//! A body that may be missing or wrong is read once, too.

#![deny(warnings)]

use folio::{Form, Json, Rejection};

#[folio::post("/option")]
fn option(body: Option<Json<Vec<u64>>>) -> bool {
    body.is_some()
}

#[folio::post("/result")]
fn result(body: Result<Json<Vec<u64>>, Rejection>) -> bool {
    body.is_ok()
}

#[folio::post("/bytes")]
fn bytes(headers: folio::Headers, text: Option<String>, state: folio::http::Method) -> bool {
    drop((headers, state));
    text.is_some()
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct Fields {
    name: String,
}

#[folio::post("/form")]
fn form(form: Option<Form<Fields>>) -> String {
    form.map(|form| form.0.name).unwrap_or_default()
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![option, result, bytes, form]);
    assert!(app.build().is_ok());
}
