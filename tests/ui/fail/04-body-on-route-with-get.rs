//! One of the methods has no body.

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct NewCity {
    name: String,
}

#[folio::route("/cities", methods = [POST, GET])]
fn handler(city: folio::Json<NewCity>) -> String {
    city.0.name
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
