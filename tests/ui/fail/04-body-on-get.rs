//! GET requests have no body.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::get("/cities")]
fn handler(city: folio::Json<NewCity>) -> String {
    city.0.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
