//! A reference to what is written.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities")]
fn handler() -> &'static City {
    &City { id: 1 }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
