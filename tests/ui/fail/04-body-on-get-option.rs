//! `Option` hides no body.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::get("/cities")]
fn handler(city: Option<folio::Json<NewCity>>) -> bool {
    city.is_some()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
