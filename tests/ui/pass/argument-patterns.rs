//! Unused, mutable and taken apart.

#![deny(warnings)]

use folio::{Form, Json, Query};

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
struct City {
    name: String,
}

#[folio::get("/unused/{id}/{name}")]
fn unused(_id: u64, _name: String, _: folio::Headers) {}

#[folio::put("/mut/{id}")]
fn mutable(mut id: u64, #[query] mut limit: u64, #[body] mut city: City) -> City {
    id += 1;
    limit += id;
    city.name += &limit.to_string();
    city
}

#[folio::post("/apart")]
async fn apart(Json(city): Json<City>) -> City {
    city
}

#[folio::post("/deep")]
async fn deep(Form(City { name }): Form<City>, Query(mut other): Query<City>) -> String {
    other.name += &name;
    other.name
}

#[folio::post("/body")]
async fn body(#[body] City { name }: City) -> String {
    name
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![unused, mutable, apart, deep, body]);
    assert!(app.build().is_ok());
}
