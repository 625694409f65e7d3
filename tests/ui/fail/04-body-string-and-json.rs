//! The order does not matter.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities")]
fn handler(raw: String, city: folio::Json<NewCity>) -> usize {
    city.0.name.len() + raw.len()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
