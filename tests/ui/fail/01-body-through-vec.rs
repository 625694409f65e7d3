//! An empty list is a body too.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::put("/cities", status = 204)]
fn handler() -> Vec<City> {
    Vec::new()
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
