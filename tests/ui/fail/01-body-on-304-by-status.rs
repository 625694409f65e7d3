//! The `status` that is written carries no body.

#[derive(serde::Serialize, utoipa::ToSchema)]
struct City {
    id: u64,
}

#[folio::get("/cities/{id}", status = 304)]
fn handler(id: u64) -> City {
    City { id }
}

fn main() {
    let _ = folio::App::new("t", "1").routes(folio::routes![handler]);
}
