//! A body of a type that serde cannot read.

#[derive(utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::post("/cities")]
fn handler(folio::Json(city): folio::Json<NewCity>) -> String {
    city.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
