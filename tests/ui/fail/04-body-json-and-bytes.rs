//! Two readers of one body.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities")]
fn handler(city: folio::Json<NewCity>, raw: String) -> usize {
    city.0.name.len() + raw.len()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
