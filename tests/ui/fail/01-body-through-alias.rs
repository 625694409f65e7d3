//! An alias hides the body, and the compiler sees through it.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

type Answer = City;

#[folio::delete("/cities/{id}")]
fn handler(id: u64) -> Answer {
    City { id }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
