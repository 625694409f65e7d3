//! Two `#[body]` values.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities")]
fn handler(#[body] city: NewCity, #[body] town: NewCity) -> usize {
    city.name.len() + town.name.len()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
