//! HEAD requests have no body.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::head("/cities")]
fn handler(city: folio::Json<NewCity>) {
    drop(city.0.name);
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
