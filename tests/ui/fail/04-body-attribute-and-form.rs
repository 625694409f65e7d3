//! `#[body]` beside a form.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities")]
fn handler(#[body] city: NewCity, form: folio::Form<NewCity>) -> usize {
    city.name.len() + form.0.name.len()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
