//! Nor does `Result`.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::get("/cities")]
fn handler(city: Result<folio::Json<NewCity>, folio::Rejection>) -> bool {
    city.is_ok()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
