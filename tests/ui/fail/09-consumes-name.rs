//! A name among the literals.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::patch("/cities", consumes = [Json])]
fn handler(#[body] city: NewCity) -> String {
    city.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
