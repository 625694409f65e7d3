//! `paginate` over rows without a schema.

#[derive(serde::Serialize)]
struct City {
    id: u64,
}

#[folio::get("/cities", paginate)]
fn handler() -> Vec<City> {
    vec![City { id: 1 }]
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
