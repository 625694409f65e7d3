//! A body takes no options.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities")]
fn handler(#[body(default = 1)] city: NewCity) -> String {
    city.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
