//! A text as an error.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities")]
fn handler() -> Result<City, String> {
    if true { Ok(City { id: 1 }) } else { Err(String::new()) }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
