//! `Option` hides neither reader.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities")]
fn handler(city: Option<folio::Json<NewCity>>, text: Option<String>) -> usize {
    city.map_or(0, |city| city.0.name.len()) + text.map_or(0, |text| text.len())
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
