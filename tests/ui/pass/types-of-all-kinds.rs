//! Generic types, maps and boxes.

#![deny(warnings)]

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
struct Page<T> {
    items: Vec<T>,
}

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::post("/pages")]
fn pages(#[body] page: Page<City>) -> Option<Page<City>> {
    Some(page)
}

#[folio::get("/maps")]
fn maps() -> std::collections::BTreeMap<String, Vec<City>> {
    std::collections::BTreeMap::new()
}

#[folio::get("/boxed")]
fn boxed() -> Box<City> {
    Box::new(City { id: 1 })
}

fn main() {
    let app = folio::App::new("t", "1").routes(folio::routes![pages, maps, boxed]);
    assert!(app.build().is_ok());
}
