//! Two readers too many.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities")]
fn handler(city: folio::Json<NewCity>, text: String, form: folio::Form<NewCity>) -> usize {
    city.0.name.len() + text.len() + form.0.name.len()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
