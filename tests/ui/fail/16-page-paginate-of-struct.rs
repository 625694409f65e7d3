//! `paginate` over a struct.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities", paginate)]
fn handler() -> City {
    City { id: 1 }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
