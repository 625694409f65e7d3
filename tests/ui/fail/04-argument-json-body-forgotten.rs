//! A body without `#[body]` or `Json`.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities")]
fn handler(city: NewCity) -> String {
    city.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
